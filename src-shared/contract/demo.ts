import * as z from 'zod';
import { Batch } from './intake.ts';
import { procedure } from './procedure.ts';

/** For trying the desk out: everybody in it is invented. */
export const demo = {
  /** 200 invented cases in every state. Refused where the queue holds cases already. */
  fillQueue: procedure({ permission: 'demo.fill' }).output(z.object({ cases: z.int() })),
  /** Opens a batch with the sample mailbox, as if it had been dropped. */
  openMailbox: procedure({ permission: 'intake.import' }).output(Batch),
};
