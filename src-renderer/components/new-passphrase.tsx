import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PassphraseQuality } from '../../src-shared/contract/session.ts';
import { useDesk } from '../app/connection.tsx';
import { CapsLockHint, useCapsLock } from './caps-lock.tsx';
import classes from './new-passphrase.module.css';
import { PassphraseInput } from './passphrase-input.tsx';

const PAUSE_MS = 180;
const BARS = [1, 2, 3, 4] as const;

export interface NewPassphrase {
  readonly value: string;
  readonly repeated: string;
  readonly quality: PassphraseQuality | null;
  readonly problem: { readonly value?: string; readonly repeated?: string };
  readonly set: (value: string) => void;
  readonly setRepeated: (value: string) => void;
  /** Whether it may be used; says why not beside the field. */
  readonly check: () => Promise<boolean>;
}

/** A passphrase being chosen: typed twice, judged by the core in words while it is typed. Kept in this component alone, in no cache. */
export function useNewPassphrase(name: string): NewPassphrase {
  const { t } = useTranslation('session');
  const { client } = useDesk();
  const [value, setValue] = useState('');
  const [repeated, setRepeated] = useState('');
  const [quality, setQuality] = useState<PassphraseQuality | null>(null);
  const [problem, setProblem] = useState<NewPassphrase['problem']>({});
  const who = name.trim();

  useEffect(() => {
    if (value === '') {
      setQuality(null);
      return;
    }
    const ended = new AbortController();
    const timer = setTimeout(() => {
      client.session.passphraseQuality({ passphrase: value, ...(who ? { name: who } : {}) }, { signal: ended.signal }).then(
        (judged) => ended.signal.aborted || setQuality(judged),
        () => setQuality(null), // typed on, or the desk is gone: the check before it is used asks again and says so
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [client, value, who]);

  return {
    value,
    repeated,
    quality,
    problem,
    set(next) {
      setProblem({});
      setValue(next);
    },
    setRepeated(next) {
      setProblem({});
      setRepeated(next);
    },
    async check() {
      if (value === '') {
        setProblem({ value: t('passphrase.missing') });
        return false;
      }
      const judged = await client.session.passphraseQuality({ passphrase: value, ...(who ? { name: who } : {}) });
      setQuality(judged);
      const found = {
        ...(judged.good ? {} : { value: judged.words }),
        ...(value === repeated ? {} : { repeated: t('passphrase.differ') }),
      };
      setProblem(found);
      return judged.good && value === repeated;
    },
  };
}

interface Props {
  readonly passphrase: NewPassphrase;
  readonly label?: string;
}

/** The two fields of a new passphrase, with how good it is. */
export function NewPassphraseFields({ passphrase, label }: Props) {
  const { t } = useTranslation('session');
  const capsLock = useCapsLock();
  const common = {
    autoComplete: 'new-password',
    ...capsLock.watch,
  } as const;
  return (
    <>
      <div>
        <PassphraseInput
          label={label ?? t('passphrase.label')}
          description={t('passphrase.hint')}
          value={passphrase.value}
          error={passphrase.problem.value}
          onChange={(event) => passphrase.set(event.currentTarget.value)}
          {...common}
        />
        <Quality quality={passphrase.problem.value ? null : passphrase.quality} />
      </div>
      <PassphraseInput
        label={t('passphrase.again')}
        value={passphrase.repeated}
        error={passphrase.problem.repeated}
        onChange={(event) => passphrase.setRepeated(event.currentTarget.value)}
        {...common}
      />
      <CapsLockHint on={capsLock.on} />
    </>
  );
}

function Quality({ quality }: { readonly quality: PassphraseQuality | null }) {
  return (
    <div className={classes.quality} role="status" data-good={quality?.good || undefined}>
      {quality && (
        <>
          <span className={classes.bars} aria-hidden>
            {BARS.map((bar) => (
              <i key={bar} data-on={quality.score >= bar || undefined} />
            ))}
          </span>
          {quality.words}
        </>
      )}
    </div>
  );
}
