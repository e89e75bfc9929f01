import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../src-shared/contract/index.ts';
import type { Guard } from '../../src-shared/contract/procedure.ts';
import { DeskError } from '../../src-shared/errors.ts';
import { may } from '../../src-shared/vocabulary/permissions.ts';
import type { Actor } from './command.ts';
import type { Desk } from './desk.ts';
import type { Session } from './session/session.ts';

/** What every call brings along. The session says who calls and whether the queue is open. */
export interface Caller {
  readonly session: Session;
}

/** What a handler of a guarded procedure finds: an open queue and somebody who may. Before sign-in neither is there, and nothing reads them. */
export interface Allowed extends Caller {
  readonly desk: Desk;
  readonly actor: Actor;
}

/**
 * The contract behind its guards: unlocked? → permitted? → parsed → the handler; what fails leaves as a typed error.
 * This runs before the input is parsed, so nobody learns from a parse error what they may not ask.
 */
export const guarded = implement(contract)
  .$context<Caller>()
  .use(async ({ context: { session }, procedure, path, next }) => {
    const { permission, whileLocked } = procedure['~orpc'].meta as Guard;
    const name = path.join('.');
    try {
      if (permission === 'anyone') {
        // typed as open for all handlers alike; a procedure for anyone works on the session alone
        return await next({ context: { session } as Allowed });
      }
      const open = session.open;
      if (!open || whileLocked) throw new DeskError('locked', 'The desk is locked. Sign in first.');
      if (!may(open.actor.roles, permission)) throw new DeskError('forbidden', 'Your role does not allow this. Ask an administrator.');
      try {
        return await next({ context: { session, desk: open.desk, actor: open.actor } });
      } catch (error) {
        // whatever was under way when the desk locked fails on a closed queue, and that is no bug
        if (session.open?.desk === open.desk || error instanceof DeskError || error instanceof ORPCError) throw error;
        throw new DeskError('locked', 'The desk was locked meanwhile. Sign in and try again.', { cause: error });
      }
    } catch (error) {
      throw session.refused(name, permission, error);
    }
  });
