import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { layOut, padOut, type Side } from '../../src/output/grid.js';
import { safeText } from '../../src/domain/safe-text.js';
import { hostileText } from './hostile-text.js';

it('lays out the same with cli-table3 and, for many rows, without', () => {
  const text = fc.oneof(hostileText.map(safeText), fc.constantFrom('', ' ', 'plain', '\x1b[32m0.91\x1b[39m'));
  const side = fc.constantFrom<Side>('left', 'right');
  const grids = fc.integer({ min: 1, max: 4 }).chain((columns) =>
    fc.record({
      sides: fc.array(side, { minLength: columns, maxLength: columns }),
      rows: fc.array(fc.array(text, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 5 }),
    }),
  );
  fc.assert(
    fc.property(grids, ({ rows, sides }) => {
      const cells = rows.map((row) => row.map((word) => ({ text: word, width: stringWidth(word) })));
      expect(layOut(cells, sides)).toEqual(padOut(cells, sides));
    }),
    { numRuns: 1_000 },
  );
});

it('lays out ten thousand rows', () => {
  const rows = Array.from({ length: 10_000 }, (_, at) => [
    { text: String(at), width: String(at).length },
    { text: '量', width: 2 },
  ]);
  const lines = layOut(rows, ['right', 'left']);
  expect(lines[0]).toBe('   0  量');
  expect(lines[9_999]).toBe('9999  量');
});
