import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Batch } from '../../../src-shared/contract/intake.ts';
import { DeskError } from '../../../src-shared/errors.ts';
import type { Actor } from '../command.ts';
import { first, sql } from '../database/query.ts';
import type { DemoOptions } from './demo-options.ts';
import { Filling } from './filling.ts';
import { moveDates } from './mailbox.ts';
import { loadMaterial } from './material.ts';

/** For trying the desk out. Everybody in it is invented; how they are dealt with is not: every step goes through the cases' own rules. */
export class DemoService {
  readonly #options: DemoOptions;

  constructor(options: DemoOptions) {
    this.#options = options;
  }

  /**
   * Puts invented cases into an empty queue, in every state, over the last four months, and the directory that their people are in. One
   * command: all of it or none. The same seed at the same moment, with the same people on the desk, invents the same.
   */
  fillQueue(actor: Actor, seed = '1'): { cases: number } {
    const { db, command, resourcesFolder } = this.#options;
    if (first(db, sql.selectFrom('dsr_case').select('seq').limit(1))) {
      throw new DeskError(
        'not_allowed',
        'This queue holds cases already. The sample goes into an empty queue only, so that nothing invented mixes with what is real.',
      );
    }
    const material = loadMaterial(resourcesFolder);
    return command(actor, { action: 'demo.fill', subject: 'demo', input: { seed } }, (work) => {
      const filling = new Filling(work, this.#options, material, `${seed} ${work.now}`);
      const cases = filling.run();
      work.touch('all');
      return { cases };
    });
  }

  /** Opens a batch with the sample mailbox, its messages as fresh as if they had come in these days. */
  openMailbox(actor: Actor): Promise<Batch> {
    const { intake, resourcesFolder, now } = this.#options;
    const name = 'mailbox.mbox';
    const bytes = Buffer.from(moveDates(readFileSync(path.join(resourcesFolder, 'demo', name), 'utf8'), Date.parse(now())));
    async function* chunks() {
      yield bytes;
    }
    return intake.readFiles(actor, 'demo', name, bytes.length, [{ name, chunks: chunks() }]);
  }
}
