import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CallPatch, CallSaver } from '../../../src-renderer/features/calls/call-saver.ts';
import type { Call } from '../../../src-shared/contract/calls.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A desk as far as saving goes: it keeps the newest `seq`, and answers with the call as it is. */
function deskWith(kept = { seq: 0 }, now = () => 1_000_000) {
  let call = { note: '', verbatim: '', callerName: '', version: 1 } as Call;
  const sent: CallPatch[] = [];
  let failure: Error | null = null;
  const refused = new Error('This looks like the number of a payment card.');
  const saver = new CallSaver({
    now,
    version: () => call.version,
    onSaved: () => {},
    refusal: (error) => (error === refused ? refused.message : null),
    async send(seq, patch) {
      if (failure) throw failure;
      if (patch.note?.includes('4111')) throw refused;
      sent.push(patch);
      if (seq > kept.seq) {
        kept.seq = seq;
        call = { ...call, ...patch, version: call.version + 1 } as Call;
      }
      return call;
    },
  });
  return {
    saver,
    sent,
    kept,
    call: () => call,
    failWith(error: Error | null) {
      failure = error;
    },
  };
}

describe('what is typed into a call', () => {
  test('is sent within a fifth of a second, also while one goes on typing', async () => {
    const { saver, call } = deskWith();
    for (let length = 1; length <= 10; length += 1) {
      saver.change({ note: 'x'.repeat(length) });
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(call().note.length).toBeGreaterThanOrEqual(6);
    await vi.advanceTimersByTimeAsync(200);
    expect([call().note, saver.state]).toEqual(['x'.repeat(10), { unsaved: {}, state: 'saved', problem: null }]);
  });

  test('is kept before anything else is done with the call', async () => {
    const { saver, call } = deskWith();
    saver.change({ note: 'last word' });
    expect(await saver.run(async () => call().note)).toBe('last word');
  });

  test('waits where the desk is away, is shown meanwhile, and is tried again', async () => {
    const { saver, call, failWith } = deskWith();
    failWith(new Error('gone'));
    saver.change({ note: 'one' });
    await expect(saver.run(async () => 'closed')).rejects.toThrow('gone');
    saver.change({ callerName: 'Maria' });
    expect(saver.state).toMatchObject({ unsaved: { note: 'one', callerName: 'Maria' }, state: 'waiting' });
    failWith(null);
    await vi.advanceTimersByTimeAsync(1000);
    expect([call().note, call().callerName, saver.state.state]).toEqual(['one', 'Maria', 'saved']);
  });

  test('is set aside where the desk refuses it, holds up nothing else, and is taken once it is put right', async () => {
    const { saver, call } = deskWith();
    saver.change({ note: '4111 1111', callerName: 'Maria', language: 'es' });
    await saver.flush();
    expect([call().callerName, call().language, call().note]).toEqual(['Maria', 'es', '']);
    expect(saver.state).toEqual({
      unsaved: { note: '4111 1111' },
      state: 'saved',
      problem: 'This looks like the number of a payment card.',
    });
    saver.change({ note: 'paid by card' });
    await saver.flush();
    expect([call().note, saver.state.problem, saver.state.unsaved]).toEqual(['paid by card', null, {}]);
  });

  test('goes on above what a window before it sent, also where the clock was put back since', async () => {
    const before = deskWith(undefined, () => 5_000_000);
    before.saver.change({ note: 'before the crash' });
    await before.saver.flush();
    const after = deskWith(before.kept, () => 1_000_000);
    after.saver.change({ note: 'after it' });
    await after.saver.flush();
    expect([after.call().note, after.saver.state.state]).toEqual(['after it', 'saved']);
    const leaps = after.sent.length;
    after.saver.change({ note: 'and on' });
    await after.saver.flush();
    expect([after.call().note, after.sent.length]).toEqual(['and on', leaps + 1]);
  });
});
