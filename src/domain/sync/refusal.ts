import type { ItemChange } from './item.js';
import { SYNCED_SETTINGS } from './synced-settings.js';

/** Deeper than any result, and shallow enough to be written as text again. */
const DEEPEST = 64;

/** How keys and tokens begin, of every provider of this program and of the hosted account itself. */
const SECRET_SHAPES =
  /\bAIza[\w-]{20,}|\bAQ\.[\w-]{40,}|\br8_\w{30,}|\bprivate_[\w+/=]{20,}|\b[sp]k[-_][\w-]{20,}|\bi[a-z]{1,2}_[\w-]{43}|-----BEGIN [A-Z ]*PRIVATE KEY|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/;
/** Members that are called so hold a secret, whatever it looks like. */
const SECRET_NAMES =
  /^(?:(?:[a-z]+[-_]?)?api[-_]?key|password|passwd|secret|client[-_]?secret|private[-_]?key|(?:access|refresh|bearer)[-_]?token|authorization|cookie)$/i;

const HOLDS_SECRET = 'it holds something that looks like a key, a token or a password';

/**
 * Why an item must not leave its machine, or not enter the server: a clause; null when it may.
 * @param secrets texts that must not occur either: the keys of this machine
 */
export function refusalOf(
  { kind, id, deleted, body }: Pick<ItemChange, 'kind' | 'id' | 'deleted' | 'body'>,
  secrets: readonly string[] = [],
): string | null {
  if (kind === 'setting' && !SYNCED_SETTINGS.includes(id)) return `the setting ${id} stays on its machine`;
  if (deleted !== (body === null)) return 'what is deleted has no body, and only that';
  if (kind === 'setting' && body !== null && typeof body.value !== 'string') return 'a setting has a value';
  if (kind === 'history' && body !== null && !isEntry(body)) return 'it is no entry of a history';
  return body === null ? null : refusedInside(body, secrets);
}

/** Walks without calling itself: what comes over the network may be nested as deep as it is long. */
function refusedInside(body: object, secrets: readonly string[]): string | null {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value: body, depth: 1 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    if (depth > DEEPEST) return 'it is nested too deep';
    if (typeof value === 'string' && isSecret(value, secrets)) return HOLDS_SECRET;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      if (isSecret(name, secrets)) return HOLDS_SECRET;
      if (SECRET_NAMES.test(name) && typeof member === 'string' && member !== '') return HOLDS_SECRET;
      waiting.push({ value: member, depth: depth + 1 });
    }
  }
  return null;
}

function isSecret(text: string, secrets: readonly string[]): boolean {
  return SECRET_SHAPES.test(text) || secrets.some((secret) => text.includes(secret));
}

/** Whether a body is an entry as `HistoryEntry` has it, without its id. */
function isEntry(body: Readonly<Record<string, unknown>>): boolean {
  const isText = (value: unknown) => typeof value === 'string';
  const isNumber = (value: unknown) => typeof value === 'number';
  const orNull = (is: (value: unknown) => boolean) => (value: unknown) => value === null || is(value);
  const members: Readonly<Record<string, (value: unknown) => boolean>> = {
    kind: isText,
    at: isNumber,
    prompt: isText,
    provider: orNull(isText),
    model: orNull(isText),
    usd: orNull(isNumber),
    tokensIn: orNull(isNumber),
    tokensOut: orNull(isNumber),
    ms: orNull(isNumber),
    result: (value) => typeof value === 'object' && value !== null,
    files: (value) => Array.isArray(value) && value.every(isText),
  };
  return Object.entries(members).every(([name, is]) => is(body[name]));
}
