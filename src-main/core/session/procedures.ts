import { guarded } from '../guard.ts';
import { passphraseQuality } from '../vault/passphrase.ts';

export const sessionProcedures = {
  state: guarded.session.state.handler(({ context: { session } }) => session.state()),
  passphraseQuality: guarded.session.passphraseQuality.handler(({ input }) => passphraseQuality(input.passphrase, input.name)),
  firstRun: guarded.session.firstRun.handler(({ input, context: { session } }) => session.firstRun(input)),
  signIn: guarded.session.signIn.handler(({ input, context: { session } }) => session.signIn(input.name, input.passphrase)),
  recover: guarded.session.recover.handler(({ input, context: { session } }) => session.recover(input.recoveryKey)),
  setUpAdministrator: guarded.session.setUpAdministrator.handler(({ input, context: { session } }) =>
    session.setUpAdministrator(input.name, input.passphrase),
  ),
  lock: guarded.session.lock.handler(({ context: { session } }) => {
    session.lock('key');
    return { locked: true as const };
  }),
  touch: guarded.session.touch.handler(({ context: { session } }) => session.touch()),
  changePassphrase: guarded.session.changePassphrase.handler(async ({ input, context: { desk, actor } }) => {
    await desk.staff.changeOwnPassphrase(actor, input.current, input.next);
    return { changed: true as const };
  }),
};

export const liveProcedures = {
  changes: guarded.live.changes.handler(async function* ({ context: { session }, signal }) {
    const hub = session.open?.hub;
    if (hub) yield* hub.changes(signal);
  }),
};
