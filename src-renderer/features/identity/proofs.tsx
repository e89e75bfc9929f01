import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseIdentity, ProofRecord } from '../../../src-shared/contract/identity.ts';
import { When } from '../case/when.tsx';
import classes from './identity.module.css';
import { useIdentity } from './identity-context.ts';
import { useIdentityWords } from './identity-words.ts';

/** More than so many are shown when somebody wants them. */
const SHORT = 6;

/** What proves it, and what no longer counts: who, when, what. */
export function Proofs({ identity: { proofs } }: { readonly identity: CaseIdentity }) {
  const { t } = useTranslation('identity');
  const [all, setAll] = useState(false);
  if (proofs.length === 0) return null;
  const shown = all ? proofs : proofs.slice(0, SHORT);
  return (
    <div className={classes.proofs}>
      <h3>{t('proofs.title')}</h3>
      <ul>
        {shown.map((proof) => (
          <Proof key={proof.id} proof={proof} />
        ))}
      </ul>
      {proofs.length > shown.length && (
        <button type="button" className={classes.fold} onClick={() => setAll(true)}>
          {t('proofs.all', { count: proofs.length })}
        </button>
      )}
    </div>
  );
}

function Proof({ proof }: { readonly proof: ProofRecord }) {
  const { t } = useTranslation('identity');
  const words = useIdentityWords();
  const { mayVerify, open } = useIdentity();
  const said = words.proof(proof);
  const { file, withdrawn, counts } = proof;
  return (
    <li data-gone={withdrawn || !counts || undefined}>
      <div>
        <span className={classes.what}>{said}</span> {withdrawn ? t('proofs.withdrawn') : !counts && t('proofs.countsNoMore')}
        <small>
          {proof.by}, <When at={proof.at} />
        </small>
        {file && <small dir="auto">{file.gone ? t('proofs.fileGone', { name: file.name }) : file.name}</small>}
        {proof.note && <small dir="auto">{proof.note}</small>}
      </div>
      {mayVerify && (!withdrawn || file?.gone === false) && (
        <Menu position="bottom-end" width={230}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" c="dimmed" size={24} aria-label={t('proofs.more', { proof: said })}>
              <IconDots size={15} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {!withdrawn && <Menu.Item onClick={() => open({ what: 'withdraw', proof })}>{t('withdraw.button')}</Menu.Item>}
            {file?.gone === false && <Menu.Item onClick={() => open({ what: 'discard', proof })}>{t('discard.button')}</Menu.Item>}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}
