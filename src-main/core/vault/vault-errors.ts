import { DeskError } from '../../../src-shared/errors.ts';

// The vault's sentences, in one place: none of them tells a name that is known from one that is not.

export function wrongPassphrase(triesLeft: number, waitSeconds: number): DeskError {
  const left = triesLeft === 1 ? 'One try is left' : `${triesLeft} tries are left`;
  const sentence = `Name and passphrase do not match. ${left} before this name is locked.`;
  return new DeskError('wrong_passphrase', sentence, { detail: { triesLeft, waitSeconds } });
}

export function wrongRecoveryKey(waitSeconds: number): DeskError {
  const sentence = 'This is not the recovery key of this queue. It may have been replaced: look for a newer sheet.';
  return new DeskError('wrong_passphrase', sentence, { detail: { waitSeconds } });
}

/** `group` counts from 1; null where every group is right in itself but the whole is not. */
export function mistyped(group: number | null): DeskError {
  const sentence =
    group === null
      ? 'The recovery key is mistyped somewhere. Compare every group with the sheet.'
      : `Group ${group} of the recovery key is mistyped. Compare it with the sheet.`;
  return new DeskError('invalid', sentence, { field: 'recoveryKey', detail: { group: group ?? 0 } });
}

export function tooSoon(waitSeconds: number): DeskError {
  return new DeskError('too_soon', `Wait ${inWords(waitSeconds)}, then try again.`, { detail: { waitSeconds } });
}

export function slotLocked(): DeskError {
  const sentence = 'Locked after ten wrong passphrases. An administrator can give a new passphrase; the recovery key opens too.';
  return new DeskError('slot_locked', sentence);
}

export function recoveryOnly(): DeskError {
  const sentence = 'No passphrase opens the queue on this computer: they were set on another. Use the printed recovery key.';
  return new DeskError('not_allowed', sentence, { detail: { recoveryOnly: true } });
}

export function nameTaken(): DeskError {
  const sentence = 'Somebody signs in with this name already. Choose one that differs in more than case and accents.';
  return new DeskError('conflict', sentence, { field: 'name' });
}

export function emptyName(): DeskError {
  return new DeskError('invalid', 'A name needs a letter or a digit.', { field: 'name' });
}

export function noSlot(): DeskError {
  return new DeskError('not_found', 'This person has no key slot any more. Remove them, then add them again.');
}

export function queueHere(): DeskError {
  return new DeskError('conflict', 'A queue is in this folder already. Sign in to it.');
}

export function folderNotMade(cause: unknown): DeskError {
  return new DeskError('unavailable', 'The folder for the queue cannot be made. See that you may write there, then try again.', { cause });
}

function inWords(seconds: number): string {
  if (seconds === 1) return 'one second';
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
