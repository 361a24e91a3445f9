import type { ServerResponse } from 'node:http';
import type { OwnFault } from './answerer.js';
import {
  apiOff,
  backendError,
  channelNotFound,
  forbidden,
  internalError,
  invalidKey,
  quotaExceeded,
  rateLimit,
  tooFast,
  unauthorized,
} from './google-error.js';
import { isMishap, MISHAPS, playMishap, type Mishap } from './mishaps.js';

/** Faults that are whole answers of the API. */
const ERRORS = {
  quota: quotaExceeded,
  'search-per-day': () => rateLimit('defaultSearchListPerDayPerProject', '1/d/{project}'),
  rate: () => rateLimit('defaultPerMinutePerProject', '1/min/{project}'),
  'rate-soon': () => rateLimit('defaultPerMinutePerProject', '1/min/{project}', 1),
  'rate-late': () => rateLimit('defaultPerMinutePerProject', '1/min/{project}', 3_600),
  'rate-403': () => tooFast(90),
  'key-invalid': invalidKey,
  unauthorized,
  forbidden,
  'api-off': apiOff,
  'no-channel': channelNotFound,
  'internal-error': internalError,
  'server-error': () => backendError(),
  'server-late': () => backendError(3_600),
} as const;

export type FaultKind = keyof typeof ERRORS | Mishap;

export const FAULT_KINDS: readonly string[] = [...Object.keys(ERRORS), ...MISHAPS];

/** Something that goes wrong on paths that begin with `path`. */
export interface Fault {
  readonly path: string;
  readonly kind: FaultKind | OwnFault;
  /** How often; always when left out. */
  readonly times?: number;
  /** How many requests of that path go well before. */
  readonly after?: number;
}

/** Faults in the order in which they were scripted; the first that fits a request is taken. */
export class FaultScript {
  private pending: { readonly fault: Fault; left: number; before: number }[] = [];

  /** @param own the names of the faults that single providers have */
  constructor(
    faults: readonly Fault[],
    private readonly own: readonly string[],
  ) {
    for (const fault of faults) this.add(fault);
  }

  /** @throws Error for a fault that nobody plays */
  add(fault: Fault): void {
    const { path, kind } = fault as Partial<Fault>;
    const kinds = [...FAULT_KINDS, ...this.own];
    if (typeof path !== 'string' || !kinds.some((known) => known === kind)) {
      throw new Error(`a fault has a path and a kind out of ${kinds.join(', ')}`);
    }
    this.pending.push({ fault, left: fault.times ?? Infinity, before: fault.after ?? 0 });
  }

  /** What is still to go wrong. */
  waiting(): readonly Fault[] {
    return this.pending.filter(({ left }) => left > 0).map(({ fault }) => fault);
  }

  clear(): void {
    this.pending = [];
  }

  take(path: string): Fault['kind'] | null {
    const found = this.pending.find(({ fault, left }) => left > 0 && path.startsWith(fault.path));
    if (found === undefined) return null;
    if (found.before > 0) {
      found.before--;
      return null;
    }
    found.left--;
    return found.fault.kind;
  }
}

/** Plays a fault; `good` is the body that would have been sent. @throws GoogleError for the faults that are answers */
export function playFault(kind: Fault['kind'], response: ServerResponse, good: string): void {
  if (isMishap(kind)) playMishap(kind, response, good);
  else if (isError(kind)) throw ERRORS[kind]();
  else throw new Error(`${kind} is no fault of that path`);
}

function isError(kind: string): kind is keyof typeof ERRORS {
  return Object.hasOwn(ERRORS, kind);
}
