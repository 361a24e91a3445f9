import type { IncomingHttpHeaders } from 'node:http';

/** A request as an answerer sees it, read whole. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer of any status; `text` or `bytes` is its body. */
export interface Answered {
  readonly status: number;
  /** Its `Content-Type`. */
  readonly type: string;
  readonly text?: string;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A fault that only one provider has, named after it: `gemini:safety`. */
export type OwnFault = `${string}:${string}`;

/** A provider beside YouTube. It may keep state: there is one for each emulator. */
export interface Answerer {
  /** How the paths begin that it answers. */
  readonly paths: readonly string[];
  /** May throw a GoogleError instead. */
  answer(asked: Asked): Answered | Promise<Answered>;
  /** Its own faults: each what comes instead of `good`, the answer that would have been sent. */
  readonly faults?: Readonly<
    Record<OwnFault, (asked: Asked, good: () => Promise<Answered>) => Answered | Promise<Answered>>
  >;
}
