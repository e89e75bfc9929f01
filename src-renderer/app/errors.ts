import { notifications } from '@mantine/notifications';
import { ORPCError } from '@orpc/client';
import i18next from 'i18next';
import { ERROR_CODES, type ErrorCode } from '../../src-shared/errors.ts';

export interface PageError {
  readonly code: ErrorCode;
  /** A sentence for staff: what happened and what to do. */
  readonly message: string;
  /** The input field at fault, as a path. */
  readonly field?: string;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

interface Issue {
  readonly message: string;
  readonly path?: readonly (string | number)[];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isCode = (code: string): code is ErrorCode => (ERROR_CODES as readonly string[]).includes(code);

/** What the core said when it refused, or null for anything it did not foresee. */
export function deskErrorOf(error: unknown): PageError | null {
  if (!(error instanceof ORPCError)) return null;
  const data: unknown = error.data;
  if (error.code === 'BAD_REQUEST') return badRequest(data);
  const code = error.code.toLowerCase();
  if (!isCode(code)) return null;
  return {
    code,
    message: error.message,
    ...(isRecord(data) && typeof data.field === 'string' ? { field: data.field } : {}),
    ...(isRecord(data) && isRecord(data.detail) ? { detail: data.detail as Record<string, string | number | boolean> } : {}),
  };
}

/** Input that the contract refused: the first issue says which field. */
function badRequest(data: unknown): PageError {
  const issues = isRecord(data) && Array.isArray(data.issues) ? (data.issues as Issue[]) : [];
  const field = issues[0]?.path?.join('.');
  return { code: 'invalid', message: i18next.t('vocabulary:errors.input'), ...(field ? { field } : {}) };
}

/** What to tell a person about any failure. */
export function wordsOf(error: unknown): string {
  const known = deskErrorOf(error);
  if (known?.message) return known.message;
  return known ? i18next.t(`vocabulary:errors.${known.code}`) : i18next.t('vocabulary:errors.unforeseen');
}

/** Says calmly that something did not work, and what to do. `locked` says nothing: the sign-in page comes by itself. */
export function showError(error: unknown): void {
  if (deskErrorOf(error)?.code === 'locked') return;
  const message = wordsOf(error);
  notifications.show({
    id: message,
    title: i18next.t('app:error.title'),
    message,
    color: 'red',
    autoClose: 8000,
    withBorder: true,
    closeButtonProps: { 'aria-label': i18next.t('app:close') },
  });
}
