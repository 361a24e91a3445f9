import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { pad, rulerFor } from '../../src/output/cells.js';
import { safeText } from '../../src/domain/safe-text.js';
import { hostileText } from './hostile-text.js';

describe('a ruler', () => {
  it('measures every character that it takes for plain as string-width does', async () => {
    const plain = await rulerFor(['plain']);
    let taken = 0;
    for (let code = 0x20; code <= 0x1ffff; code++) {
      const sign = String.fromCodePoint(code);
      if ((await rulerFor([sign])) !== plain) continue;
      taken++;
      expect([code.toString(16), plain.width(sign)]).toEqual([code.toString(16), stringWidth(sign)]);
    }
    expect(taken).toBeGreaterThan(30_000);
  });

  it('measures and cuts a run of them as string-width and the segmenter do', async () => {
    const plain = await rulerFor(['plain']);
    const signs = Array.from({ length: 0x1ff00 }, (_, at) => String.fromCodePoint(at + 0x20));
    const taken: string[] = [];
    for (const sign of signs) if ((await rulerFor([sign])) === plain) taken.push(sign);
    const text = fc.array(fc.constantFrom(...taken), { maxLength: 30 }).map((chosen) => chosen.join(''));
    fc.assert(
      fc.property(text, (run) => {
        expect(plain.width(run)).toBe(stringWidth(run));
        const graphemes = Array.from(new Intl.Segmenter().segment(run), ({ segment }) => segment);
        expect(graphemes).toEqual(Array.from(run));
      }),
      { numRuns: 5_000 },
    );
  });

  it('needs no tables of widths for what our own screens and common titles hold', async () => {
    const plain = await rulerFor(['plain']);
    expect(await rulerFor(['Café · 8.2× … −0.11 – “quoted” ▲ ▼', '量子コンピュタ', '한국어', '🚀 launch 😀'])).toBe(
      plain,
    );
    for (const text of ['👩‍👩‍👧‍👦', '🇮🇳', '👍🏽', 'e\u0301', '❤️', 'हिन्दी']) {
      expect(await rulerFor(['plain', text])).not.toBe(plain);
    }
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
    const wide = await rulerFor(['e\u0301']);
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
    const wide = await rulerFor(['e\u0301']);
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
