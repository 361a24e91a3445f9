import { setTimeout as sleep } from 'node:timers/promises';
import { geminiModel, type GeminiParts } from '../../../src/providers/gemini.js';
import { createHttp } from '../../../src/providers/http/request.js';
import type { ModelBook } from '../../../src/providers/ports.js';
import type { ModelQuestion, ModelUsage } from '../../../src/providers/ports/text-model.js';
import type { Emulator } from '../../emulator/emulator.js';

/** 19:00 in Los Angeles, five hours before its midnight. */
export const NOW = Date.parse('2026-11-21T03:00:00Z');
export const MIDNIGHT = Date.parse('2026-11-21T08:00:00Z');

/** A book in memory. */
export class TestBook implements ModelBook {
  readonly calls: string[] = [];
  readonly tokens: { readonly keyId: string; readonly tokensIn: number; readonly tokensOut: number }[] = [];
  readonly rests = new Map<string, number | null>();

  reserve(keyId: string): boolean {
    if (this.rests.has(keyId)) return false;
    this.calls.push(keyId);
    return true;
  }

  spend(keyId: string, { tokensIn, tokensOut }: { readonly tokensIn: number; readonly tokensOut: number }): void {
    this.tokens.push({ keyId, tokensIn, tokensOut });
  }

  exhaust(keyId: string, _bucket: 'calls', until: number | null): void {
    this.rests.set(keyId, until);
  }

  readonly refused = new Set<string>();
  refuse(keyId: string): void {
    this.refused.add(keyId);
  }
  accept(keyId: string): void {
    this.refused.delete(keyId);
  }
  isRefused(keyId: string): boolean {
    return this.refused.has(keyId);
  }

  returnsAt(keyId: string): number {
    return this.rests.get(keyId) ?? MIDNIGHT;
  }

  isTooFast(keyId: string): boolean {
    return typeof this.rests.get(keyId) === 'number';
  }
}

/** A model that asks the emulator, with all that it told. Waits between tries are counted and not waited for. */
export function modelAt({ url }: Pick<Emulator, 'url'>, more: Partial<GeminiParts> = {}) {
  const book = new TestBook();
  const notes: string[] = [];
  const usages: ModelUsage[] = [];
  let tries = 0;
  const progress: string[] = [];
  const waits: number[] = [];
  let random = 0;
  const model = geminiModel({
    baseUrl: url,
    model: 'gemini-3.8-flash',
    keys: ['AIzaCANARY-first-of-three-1111'],
    book: () => Promise.resolve(book),
    http: createHttp({
      fetch,
      now: () => Date.now(),
      random: () => 0.02,
      sleep: (ms, signal) => {
        waits.push(ms);
        return sleep(1, undefined, { signal });
      },
      timeoutMs: 5000,
    }),
    now: () => NOW,
    random: () => (random = (random + 0.37) % 1),
    timeZone: () => 'UTC',
    note: (sentence) => notes.push(sentence),
    ...more,
  });
  const told = {
    meter: {
      onTry: () => {
        tries += 1;
      },
      onUsage: (usage: ModelUsage) => {
        usages.push(usage);
      },
    },
    onProgress: (words: string) => progress.push(words),
  };
  return { model, book, notes, usages, tries: () => tries, progress, waits, told };
}

interface Titles {
  readonly titles: readonly string[];
}

/** A question for three titles, which it checks as a tool would. */
export function threeTitles(more: Partial<ModelQuestion<Titles>> = {}): ModelQuestion<Titles> {
  return {
    what: 'three titles',
    instructions: 'Write three different titles for a video on the topic.',
    material: [{ name: 'topic', text: 'lighthouses' }],
    schema: {
      type: 'object',
      properties: { titles: { type: 'array', items: { type: 'string', maxLength: 60 }, minItems: 3, maxItems: 3 } },
      required: ['titles'],
    },
    read: (answer) => {
      const { titles } = answer as { readonly titles?: unknown };
      if (!Array.isArray(titles)) throw new Error('There is no list "titles".');
      const texts = titles.filter((title) => typeof title === 'string');
      if (texts.length !== 3) throw new Error(`There must be exactly 3 titles, not ${texts.length}.`);
      if (new Set(texts).size !== 3) throw new Error('The titles must differ.');
      return { titles: texts };
    },
    ...more,
  };
}
