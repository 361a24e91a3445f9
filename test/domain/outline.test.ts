import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outline } from '../../src/domain/outline.js';

describe('the outline of a result', () => {
  it('shows names, plain lists behind their name, and what is deeper below it', () => {
    const result = { title: 'One', usd: null, tags: ['a', 'b'], empty: [], parts: [{ name: 'hook', score: 0.5 }] };
    expect(outline(result)).toEqual([
      'title: One',
      'usd: –',
      'tags: a, b',
      'empty: none',
      'parts:',
      '  1.',
      '    name: hook',
      '    score: 0.5',
    ]);
  });

  it('leaves nothing out but spaces at the ends', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue()), (result) => {
        const shown = outline(result).join('\n');
        const seen = (value: unknown): boolean => {
          if (value === null) return shown.includes('–');
          if (typeof value === 'object') return Object.values(value).every(seen);
          return shown.includes(typeof value === 'string' ? value.trim() : JSON.stringify(value));
        };
        expect(seen(result)).toBe(true);
      }),
    );
  });
});
