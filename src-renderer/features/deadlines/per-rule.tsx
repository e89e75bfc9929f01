import { useId } from 'react';
import { useOffice } from '../../app/office.tsx';
import classes from './per-rule.module.css';

export interface RuleLine {
  readonly key: string;
  readonly regime: string;
  /** Where it holds for some of the requests only. */
  readonly kinds: readonly string[];
  readonly words: string;
}

/** One sentence for each set of rules: what something does, before it is done. */
export function PerRule({ title, lines }: { readonly title: string; readonly lines: readonly RuleLine[] }) {
  const id = useId();
  const { format } = useOffice();
  return (
    <div className={classes.perRule}>
      <p id={id}>{title}</p>
      <ul aria-labelledby={id}>
        {lines.map(({ key, regime, kinds, words }) => (
          <li key={key}>
            <b>{kinds.length > 0 ? `${regime} (${format.list(kinds)})` : regime}</b>: {words}
          </li>
        ))}
      </ul>
    </div>
  );
}
