import { type FormEvent, useRef, useState } from 'react';
import { deskErrorOf, wordsOf } from '../app/errors.ts';

interface Submit {
  readonly submit: (event: FormEvent<HTMLFormElement>) => void;
  readonly busy: boolean;
  /** Why the last try failed, in words for the form. */
  readonly problem: string | null;
}

/** Puts the cursor where something is to be put right: after the page has shown it. */
export function focusFirstInvalid(form: Element): void {
  setTimeout(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

/** Runs a form's act once at a time, and keeps what went wrong beside the form. */
export function useSubmit(act: () => Promise<void>): Submit {
  const [busy, setBusy] = useState(false);
  const running = useRef(false); // not `busy`: what is sent between an answer and the next paint counts too
  const [problem, setProblem] = useState<string | null>(null);
  async function run() {
    running.current = true;
    setBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (error) {
      if (deskErrorOf(error)?.code !== 'locked') setProblem(wordsOf(error));
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return {
    busy,
    problem,
    submit(event) {
      event.preventDefault();
      const form = event.currentTarget;
      if (!running.current) void run().then(() => focusFirstInvalid(form));
    },
  };
}
