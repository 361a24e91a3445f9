import type { Picture } from '../ports.js';

/** What a language model is asked. Instructions are ours; everything that a stranger may have written is material. */
export interface ModelQuestion<T> {
  /** What is asked for, in words: `three concepts`. */
  readonly what: string;
  readonly instructions: string;
  /** Untrusted text, each block delimited and named on the way; it is never read as instructions. */
  readonly material: readonly { readonly name: string; readonly text: string }[];
  /** JSON Schema of the answer. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Checks the parsed answer. @throws Error with words that tell the model what was wrong, for its one repair */
  readonly read: (answer: unknown) => T;
  readonly picture?: Picture;
  /** The most tokens that one answer may have, thinking among them; left out: as many as the provider's file allows. */
  readonly mostTokens?: number;
  readonly meter?: ModelMeter;
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** Told what a model is asked, as it happens. */
export interface ModelMeter {
  /** Told before each request that is sent, also of one that will be refused. */
  readonly onTry: () => void;
  /** Told of every answer, also of one that is of no use. */
  readonly onUsage: (usage: ModelUsage) => void;
}

/** What one call of a model took. */
export interface ModelUsage {
  readonly model: string;
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** By the price list of this program; null for a model that is not on it. */
  readonly usd: number | null;
}

/** A language model. */
export interface TextModel {
  readonly provider: string;
  readonly model: string;
  /** Requests that one call may take, whatever fails: each key as often as it may be tried. */
  readonly mostRequests: number;
  /**
   * Asks for an answer of the question's shape; a bad one is repaired once.
   * @throws Failure `key`, `quota`, `provider` (also: blocked, cut, twice a bad shape), `interrupted`
   */
  ask<T>(question: ModelQuestion<T>): Promise<T>;
  /** One vector for each text. @throws Failure as `ask` */
  embed(texts: readonly string[], question: Pick<ModelQuestion<never>, 'meter' | 'signal'>): Promise<number[][]>;
}
