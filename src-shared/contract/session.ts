import * as z from 'zod';
import { TimeZone } from '../vocabulary/dates.ts';
import { ROLES } from '../vocabulary/permissions.ts';
import { procedure } from './procedure.ts';

/** What people are called on the desk and sign in with. Compared without case and accents. */
export const PersonName = z.string().trim().min(1).max(80);
/** Judged by `passphraseQuality`, in words; the bounds here only keep out nothing and the endless. */
export const Passphrase = z.string().min(1).max(1024);
export const RecoveryKey = z.string().min(8).max(120);

export const Me = z.object({ staffId: z.string(), name: z.string(), roles: z.array(z.enum(ROLES)) });
export type Me = z.infer<typeof Me>;

export const SessionState = z.object({
  /** `first_run`: no vault here yet. `damaged`: a vault or queue is here and cannot be read; `problem` says what to do. */
  phase: z.enum(['first_run', 'locked', 'unlocked', 'damaged']),
  me: Me.nullable(),
  problem: z.string().nullable(),
  /** Whether this computer's keystore holds a device secret; where not, the passphrase alone guards the queue, and the page says so. */
  keystore: z.boolean(),
  host: z.enum(['electron', 'browser']),
  appVersion: z.string(),
  organisation: z.string().nullable(),
});
export type SessionState = z.infer<typeof SessionState>;

export const PassphraseQuality = z.object({
  good: z.boolean(),
  /** One sentence: why not, and what would help; or how good it is. */
  words: z.string(),
  /** 0…4, for the bar. */
  score: z.int().min(0).max(4),
});
export type PassphraseQuality = z.infer<typeof PassphraseQuality>;

export const session = {
  state: procedure({ permission: 'anyone', whileLocked: true }).output(SessionState),

  /** Judges a passphrase before it is chosen. It is kept nowhere. */
  passphraseQuality: procedure({ permission: 'anyone', whileLocked: true })
    .input(z.strictObject({ passphrase: Passphrase, name: z.string().max(80).optional() }))
    .output(PassphraseQuality),

  /** Creates vault and queue with the first person as administrator, manager and support. Refused where a vault is. Answers unlocked. */
  firstRun: procedure({ permission: 'anyone', whileLocked: true })
    .input(
      z.strictObject({
        organisation: z.string().trim().min(1).max(120),
        timeZone: TimeZone,
        calendar: z.string().min(1).max(40),
        name: PersonName,
        passphrase: Passphrase,
      }),
    )
    .output(z.object({ recoveryKey: z.string(), state: SessionState })),

  /** Errors: `wrong_passphrase` (detail.triesLeft), `too_soon` (detail.waitSeconds), `slot_locked`. */
  signIn: procedure({ permission: 'anyone', whileLocked: true })
    .input(z.strictObject({ name: PersonName, passphrase: Passphrase }))
    .output(SessionState),

  /** Opens with the printed recovery key as the role `recovery`. Errors as `signIn`, and `invalid` for a mistyped key (detail.group). */
  recover: procedure({ permission: 'anyone', whileLocked: true })
    .input(z.strictObject({ recoveryKey: RecoveryKey }))
    .output(SessionState),

  /** The one thing that `recovery` may do: a new passphrase for a member of staff or a new administrator. Signs that person in. */
  setUpAdministrator: procedure({ permission: 'recovery.set_up' })
    .input(z.strictObject({ name: PersonName, passphrase: Passphrase }))
    .output(z.object({ recoveryKey: z.string(), state: SessionState })),

  lock: procedure({ permission: 'session.own' }).output(z.object({ locked: z.literal(true) })),

  /** Somebody is at the keyboard: the idle lock starts over. */
  touch: procedure({ permission: 'session.own' }).output(z.object({ lockAfterSeconds: z.int() })),

  changePassphrase: procedure({ permission: 'session.own' })
    .input(z.strictObject({ current: Passphrase, next: Passphrase }))
    .output(z.object({ changed: z.literal(true) })),
};
