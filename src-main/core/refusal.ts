import { ORPCError } from '@orpc/server';
import type { DeskError, ErrorCode } from '../../src-shared/errors.ts';

/** What crosses the contract for a failure: the code in capitals, a sentence for staff, the field at fault. */
export function refusal(error: DeskError): ORPCError<string, { field: string | undefined; detail: DeskError['detail'] }> {
  const data = { field: error.field, detail: error.detail };
  return new ORPCError(error.code.toUpperCase(), { status: STATUS[error.code] ?? 400, message: error.message, data });
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  locked: 401,
  forbidden: 403,
  not_found: 404,
  stale: 409,
  conflict: 409,
  too_soon: 429,
  unavailable: 503,
  internal: 500,
};
