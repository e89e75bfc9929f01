import { useTranslation } from 'react-i18next';
import directory from '../../locales/en/directory.json';

const isNamed = (field: string): field is keyof typeof directory.import.field => field in directory.import.field;

/** A field of an import, as people read it. */
export function useFieldWords(): (field: string) => string {
  const { t } = useTranslation('directory');
  return (field) => (isNamed(field) ? t(`import.field.${field}`) : field);
}
