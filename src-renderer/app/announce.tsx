import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';

const SAID = 'dsr-desk:announce';

/** Says `text` to a screen reader when it has a moment. For what changes on the page without the focus moving there. */
export function announce(text: string): void {
  window.dispatchEvent(new CustomEvent(SAID, { detail: text }));
}

/** The one live region of the page: made once, at the root. */
export function LiveRegion() {
  const [said, setSaid] = useState({ text: '', times: 0 });
  useEffect(() => {
    const hear = (event: Event) => setSaid(({ times }) => ({ text: String((event as CustomEvent<string>).detail), times: times + 1 }));
    window.addEventListener(SAID, hear);
    return () => window.removeEventListener(SAID, hear);
  }, []);
  return (
    <VisuallyHidden role="status" aria-live="polite" aria-atomic="true">
      {said.text}
      {said.times % 2 === 1 && '\u00a0' /* the same words twice are to be read twice */}
    </VisuallyHidden>
  );
}
