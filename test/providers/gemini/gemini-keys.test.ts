import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyFingerprint } from '../../../src/domain/key-fingerprint.js';
import type { GeminiParts } from '../../../src/providers/gemini.js';
import { startEmulator, type Emulator } from '../../emulator/emulator.js';
import type { Fault } from '../../emulator/faults.js';
import { failureOf } from '../channel-of.js';
import { modelAt, NOW, threeTitles } from './gemini-parts.js';

const KEYS = ['AIzaCANARY-first-of-three-1111', 'AIzaCANARY-second-of-three-2222', 'AIzaCANARY-third-of-three-3333'];
const [A = '', B = '', C = ''] = KEYS;

let emulator: Emulator;
const begin = async (keys: readonly string[]): Promise<void> => {
  await (emulator as Emulator | undefined)?.close();
  emulator = await startEmulator({ keys });
};
beforeEach(() => begin(KEYS));
afterEach(() => emulator.close());

const fail = (kind: Fault['kind'], times: number): void => {
  emulator.fail({ path: '/v1beta/', kind, times });
};
const asked = () => emulator.requests.map(({ headers }) => String(headers['x-goog-api-key']).slice(-4));
const with3 = (more: Partial<GeminiParts> = {}) => modelAt(emulator, { keys: KEYS, ...more });
const id = (key: string) => keyFingerprint(key);

describe('several Gemini keys', () => {
  it('are used one after the other; each try is booked before it is sent', async () => {
    const { model, book, notes } = with3();
    await model.ask(threeTitles());
    await model.ask(threeTitles());
    expect([asked(), book.calls, notes]).toEqual([['1111', '1111'], [id(A), id(A)], []]);
  });

  it.each<[Fault['kind'], number | null]>([
    ['gemini:per-minute', 37_000],
    ['gemini:per-minute-soon', 1000],
    ['gemini:per-minute-silent', 60_000],
    ['gemini:per-day', null],
  ])('give way at once after %s, and the key rests', async (kind, ms) => {
    fail(kind, 1);
    const { model, book, waits } = with3();
    await model.ask(threeTitles());
    expect([asked(), waits]).toEqual([['1111', '2222'], []]);
    expect([...book.rests]).toEqual([[id(A), ms === null ? null : NOW + ms]]);
    await model.ask(threeTitles());
    expect(asked().at(-1)).toBe('2222');
  });

  it('come back in the same run when their rest is over', async () => {
    fail('gemini:per-minute', 1);
    let now = NOW;
    const { model, book } = with3({ now: () => now });
    await model.ask(threeTitles());
    now += 37_000;
    book.rests.clear();
    await model.ask(threeTitles());
    expect(asked()).toEqual(['1111', '2222', '1111']);
  });

  it('that all go too fast end as a quota failure that says when the first returns', async () => {
    fail('gemini:per-minute', 9);
    const { model } = with3();
    const failure = await failureOf(model.ask(threeTitles()));
    expect([failure.kind, failure.exitCode, asked()]).toEqual(['quota', 6, ['1111', '2222', '3333']]);
    expect(failure.message).toBe(
      'Gemini asks to use all 3 keys more slowly (its limit per minute); it returns at 03:00 UTC (in 1 min).',
    );
  });

  it.each<readonly [Fault['kind'], number]>([
    ['gemini:per-minute-now', 0],
    ['gemini:per-minute-soon', 400],
  ])('of which the first returns before the last is asked (%s) are asked once each', async (kind, ms) => {
    fail(kind, 40);
    let now = NOW;
    const { model, tries, told, waits } = with3({ now: () => (now += ms) });
    expect((await failureOf(model.ask(threeTitles(told)))).message).toMatch(
      /^Gemini asks to use all 3 keys more slowly/,
    );
    expect(asked().length).toBeLessThanOrEqual(model.mostRequests);
    expect([new Set(asked()).size, tries()]).toEqual([3, asked().length]);
    expect(asked().length).toBe(3 + waits.length);
  });

  it('that have all spent their day end as a quota failure of another wording', async () => {
    fail('gemini:per-day', 9);
    const failure = await failureOf(with3().model.ask(threeTitles()));
    expect([failure.kind, failure.exitCode, asked()]).toEqual(['quota', 6, ['1111', '2222', '3333']]);
    expect(failure.message).toBe("Gemini's daily quota of all 3 keys is used up; it returns at 08:00 UTC (in 5 h).");
  });

  it('of which one only goes too fast are told by that one', async () => {
    fail('gemini:per-day', 2);
    fail('gemini:per-minute', 1);
    const failure = await failureOf(with3().model.ask(threeTitles()));
    expect(failure.message).toBe(
      "Gemini's daily quota of 2 of 3 keys is used up, and it asks to use the key …3333 more slowly (its limit per minute); it returns at 03:00 UTC (in 1 min).",
    );
    await begin(KEYS);
    fail('gemini:per-day', 1);
    fail('gemini:per-minute', 2);
    expect((await failureOf(with3().model.ask(threeTitles()))).message).toContain(
      'of 1 of 3 keys is used up, and it asks to use the others more slowly',
    );
  });

  it('that rest by the book are not asked', async () => {
    const { model, book } = with3();
    book.rests.set(id(A), null).set(id(B), NOW + 5000);
    await model.ask(threeTitles());
    expect(asked()).toEqual(['3333']);
    book.rests.set(id(C), null);
    expect((await failureOf(model.ask(threeTitles()))).kind).toBe('quota');
    expect(asked()).toHaveLength(1);
  });

  it('that are refused are left out, with a note that names which', async () => {
    await begin([C]);
    fail('gemini:forbidden', 1);
    const { model, notes } = with3();
    await model.ask(threeTitles());
    expect(asked()).toEqual(['1111', '2222', '3333']);
    expect(notes[0]).toContain('Gemini refused the key …1111 (SERVICE_DISABLED). The other keys are used.');
    expect(notes[1]).toContain('Gemini refused the key …2222 (API_KEY_INVALID). The other keys are used.');
    expect(notes.join()).not.toContain('CANARY');
  });

  it('without credit are left out like refused ones', async () => {
    fail('gemini:no-credit', 1);
    const { model, notes } = with3();
    await model.ask(threeTitles());
    expect([asked(), notes[0]]).toEqual([
      ['1111', '2222'],
      expect.stringContaining('The credit of the key …1111 for Gemini is used up (HTTP 402).'),
    ]);
  });

  it('that are all refused end as a key failure without any key in it', async () => {
    await begin([]);
    const failure = await failureOf(with3().model.ask(threeTitles()));
    expect([failure.kind, failure.exitCode]).toEqual(['key', 4]);
    expect(failure.message).toMatch(/^All 3 Gemini keys are refused\..* …1111 /);
    expect(inspect(failure, { depth: 9, showHidden: true })).not.toContain('CANARY');
  });
});

describe('the last Gemini key', () => {
  it('is waited for when Google asks for a moment, three tries in all', async () => {
    fail('gemini:per-minute-soon', 2);
    const { model, waits, book } = modelAt(emulator);
    await model.ask(threeTitles());
    expect([asked(), waits, book.rests.size]).toEqual([['1111', '1111', '1111'], [1000, 1000], 0]);
    expect(book.calls).toHaveLength(3);
  });

  it('is not waited for longer than that', async () => {
    fail('gemini:per-minute', 1);
    const failure = await failureOf(modelAt(emulator).model.ask(threeTitles()));
    expect([failure.message.startsWith('Gemini asks to use the key …1111 more slowly'), asked().length]).toEqual([
      true,
      1,
    ]);
  });
});

it('that no header takes is left out unsent', async () => {
  const failure = await failureOf(modelAt(emulator, { keys: [`${A}\n`] }).model.ask(threeTitles()));
  expect([failure.kind, asked()]).toEqual(['key', []]);
  expect(failure.hint).toBe('Check GEMINI_API_KEY for spaces and line breaks.');
});
