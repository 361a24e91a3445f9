import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../src/domain/screen.js';
import { leanFigure, leanJson } from '../../src/mcp/lean-figure.js';
import { controlsIn } from '../e2e/hostile-checks.js';
import { hostileText } from '../output/hostile-text.js';

describe('a figure for a model', () => {
  it.each<[unknown, Figure, string]>([
    [41_300_000, 'count', '41.3M'],
    [-1_234, 'count', '-1.2k'],
    [0.0409, 'percent', '4.09%'],
    [8.2345, 'multiple', '8.23'],
    [140.28, 'age', '140.3'],
    [2026, 'whole', '2026'],
    [0, 'decimal', '0'],
    [null, 'count', '?'],
    [undefined, 'day', '?'],
    [null, 'text', '-'],
    [false, 'flag', 'false'],
    ['2026-11-21T09:00:12.345Z', 'day', '2026-11-21'],
    ['2026-11-21T09:00:12.345Z', 'instant', '2026-11-21T09:00Z'],
    ['a\tb\r\nc', 'title', 'a b c'],
    ['x'.repeat(400), 'text', `${'x'.repeat(300)}…`],
    [{ a: [1.23456, 'b\u202ec'] }, 'text', '{"a":[1.23,"bc"]}'],
  ])('%j as %s is %s', (value, figure, words) => {
    expect(leanFigure(value, figure)).toBe(words);
  });

  it('is one cell of one line, whatever a stranger wrote', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom<Figure>('text', 'title', 'day', 'instant'), (text, figure) => {
        for (const cell of [leanFigure(text, figure), leanFigure({ [`key`]: [text] }, figure)]) {
          expect(controlsIn(cell, '')).toEqual([]);
        }
      }),
    );
  });

  it('is within half a hundredth of a number that is not whole', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (value) => {
        expect(Math.abs(Number(leanFigure(value, 'decimal')) / value - 1)).toBeLessThanOrEqual(0.005);
      }),
    );
  });

  it('cuts long lists within a result, and says how many are left out', () => {
    const value = { rows: Array.from({ length: 7 }, (_, at) => at), few: [1, 2] };
    expect(leanJson(value, 3)).toBe('{"rows":[0,1,2,"4 more"],"few":[1,2]}');
  });
});
