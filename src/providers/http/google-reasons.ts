import { isRecord } from './json-record.js';

/** True for an error in Google's shape: a page of a proxy is no word about a key. */
export function isOfGoogle(body: unknown): boolean {
  return isRecord(body) && isRecord(body.error);
}

/** `error.errors[].reason` in the old form, then `error.details[].reason` in the new one, which is the finer. */
export function googleReasons(body: unknown): string[] {
  const error = isRecord(body) ? body.error : null;
  if (!isRecord(error)) return [];
  return [error.errors, error.details].flatMap((list: unknown) =>
    (Array.isArray(list) ? list : []).flatMap((entry: unknown) => {
      const reason = isRecord(entry) ? entry.reason : null;
      return typeof reason === 'string' && /^\w{1,60}$/.test(reason) ? [reason] : [];
    }),
  );
}
