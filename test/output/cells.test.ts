import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { pad, rulerFor } from '../../src/output/cells.js';
import { safeText } from '../../src/domain/safe-text.js';
import { hostileText } from './hostile-text.js';

describe('a ruler', () => {
  it('counts every character it takes for narrow as string-width does', async () => {
    const narrow = await rulerFor(['plain']);
    for (let code = 0x20; code < 0x3000; code++) {
      const sign = String.fromCharCode(code);
      const chosen = await rulerFor([sign]);
      if (chosen === narrow) expect([code.toString(16), stringWidth(sign)]).toEqual([code.toString(16), 1]);
    }
  });

  it('measures what our own screens and Latin titles hold without the width tables', async () => {
    const narrow = await rulerFor(['plain']);
    expect(await rulerFor(['Café · 8.2× … −0.11 – “quoted” ▲ ▼'])).toBe(narrow);
    expect(await rulerFor(['plain', '量子'])).not.toBe(narrow);
  });

  it.each([
    ['abcdef', 4, 'abc…'],
    ['abcd', 4, 'abcd'],
    ['量子コンピュータ', 7, '量子コ…'],
    ['量子コンピュータ', 6, '量子…'],
    ['a👩‍👩‍👧‍👦b', 3, 'a…'],
    ['a👩‍👩‍👧‍👦b', 4, 'a👩‍👩‍👧‍👦b'],
    ['🇮🇳🇮🇳', 3, '🇮🇳…'],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['abc', 1, '…'],
    ['abc', 0, ''],
    ['量', 1, '…'],
    ['量', 0, ''],
  ])('cuts %s to %i columns', async (text, columns, cut) => {
    expect((await rulerFor([text])).cut(text, columns)).toBe(cut);
  });

  it('never cuts wider than asked, nor inside a grapheme', async () => {
    const wide = await rulerFor(['量']);
    const graphemes = (text: string) => Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
    fc.assert(
      fc.property(hostileText.map(safeText), fc.nat(30), (text, columns) => {
        const cut = wide.cut(text, columns);
        expect(stringWidth(cut)).toBeLessThanOrEqual(columns);
        const kept = graphemes(cut === text ? cut : cut.slice(0, -1));
        expect(graphemes(text).slice(0, kept.length)).toEqual(kept);
      }),
      { numRuns: 2_000 },
    );
  });

  it('splits text into pieces that fit and lose nothing', async () => {
    const wide = await rulerFor(['量']);
    fc.assert(
      fc.property(hostileText.map(safeText), fc.integer({ min: 8, max: 30 }), (text, columns) => {
        const pieces = wide.split(text, columns);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) expect(stringWidth(piece)).toBeLessThanOrEqual(columns);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('pad', () => {
  it('fills either side and never cuts', () => {
    expect(pad('ab', 2, 4, 'left')).toBe('ab  ');
    expect(pad('ab', 2, 4, 'right')).toBe('  ab');
    expect(pad('量', 2, 3, 'right')).toBe(' 量');
    expect(pad('abc', 3, 2, 'left')).toBe('abc');
  });
});
