import { guarded } from '../guard.ts';

export const demoProcedures = {
  fillQueue: guarded.demo.fillQueue.handler(({ context: { desk, actor } }) => desk.demo.fillQueue(actor)),
  openMailbox: guarded.demo.openMailbox.handler(({ context: { desk, actor } }) => desk.demo.openMailbox(actor)),
};
