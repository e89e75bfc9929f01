import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IMPORT_KINDS, type ImportKind, type ImportLook, type ImportMapping } from '../../../src-shared/contract/imports.ts';
import { useOffice } from '../../app/office.tsx';
import classes from './directory.module.css';
import { choicesFor, fieldsOf, mapped, unusedColumns } from './mapping.ts';
import { useFieldWords } from './use-field-words.ts';
import type { ImportWork } from './use-import.ts';

const SAMPLE_ROWS = 5;

interface Props {
  readonly work: ImportWork;
  readonly look: ImportLook;
  readonly onKind: (kind: ImportKind) => void;
  readonly onMapping: (mapping: ImportMapping) => void;
}

/** What the file holds, and which column is what. */
export function ImportColumns({ work, look, onKind, onMapping }: Props) {
  const { t } = useTranslation('directory');
  const { format } = useOffice();
  const fieldWords = useFieldWords();
  const { kind, mapping } = work;
  const unused = unusedColumns(look, mapping);
  return (
    <>
      <p className={classes.quiet}>
        {t('import.found', { columns: look.columns.length, encoding: look.encoding.toUpperCase() })}{' '}
        {t(`import.separator.${SEPARATORS[look.separator]}`)}
      </p>
      <Select
        maw={260}
        label={t('import.kind')}
        data={IMPORT_KINDS.map((value) => ({ value, label: t(`import.kinds.${value}`) }))}
        value={kind}
        onChange={(value) => value && onKind(value as ImportKind)}
      />
      <div className={classes.mapping}>
        {fieldsOf(kind).map((field) => (
          <Select
            key={field}
            label={fieldWords(field)}
            data={choicesFor(field, look).map((column) => ({ value: column, label: column.replaceAll('+', ' + ') }))}
            value={mapping[field] ?? null}
            placeholder={t('import.none')}
            clearable
            allowDeselect
            searchable
            clearButtonProps={{ 'aria-label': t('import.clear', { field: fieldWords(field) }) }}
            onChange={(column) => onMapping(mapped(mapping, field, column))}
          />
        ))}
      </div>
      {look.refused.length > 0 && (
        <ul className={classes.lines}>
          {look.refused.map(({ column, because }) => (
            <li key={column} className={classes.quiet}>
              {t('import.refused', { column })} {t(`import.because.${because}`)}
            </li>
          ))}
        </ul>
      )}
      {unused.length > 0 && <p className={classes.quiet}>{t('import.unused', { columns: format.list(unused) })}</p>}
      <Sample look={look} />
    </>
  );
}

const SEPARATORS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

/** The first records, as far as whoever looks may read them. */
function Sample({ look: { columns, sample } }: { readonly look: ImportLook }) {
  const { t } = useTranslation('directory');
  if (sample.length === 0) return <p className={classes.quiet}>{t('import.noRecords')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={t('import.sample')}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map((column, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
              <th key={place} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.slice(0, SAMPLE_ROWS).map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells two equal records apart
            <tr key={row}>
              {cells.map((cell, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={place}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
