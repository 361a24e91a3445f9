import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LazyList } from '../../src/domain/listed.js';
import { jsonLine, jsonLinePieces, jsonPieces } from '../../src/output/json.js';
import { CONTROL, hostileText } from './hostile-text.js';

const whole = (value: unknown) => Array.from(jsonPieces(value)).join('');

describe('jsonPieces', () => {
  it('is pretty JSON with a line end', () => {
    expect(whole({ a: 1, list: [], rows: [{ b: null }] })).toBe(
      '{\n  "a": 1,\n  "list": [],\n  "rows": [\n    {\n      "b": null\n    }\n  ]\n}\n',
    );
  });

  it.each([
    ['a list', [1, 'a', null, { b: [] }, []]],
    ['several results', [{ videos: Array.from({ length: 200 }, (_, n) => ({ n, tags: ['x'] })) }, { videos: [] }]],
    [
      'a long list in a list',
      { a: { deep: 1 }, rows: Array.from({ length: 150 }, (_, n) => n), 'a.b': 2, z: undefined },
    ],
    ['lists of gaps', [undefined, { a: undefined }]],
    ['nothing', null],
    ['a word', 'word'],
    ['no members', {}],
    ['an empty list', []],
  ])('writes %s as JSON.stringify does', (_, value) => {
    expect(whole(value)).toBe(JSON.stringify(value, null, 2) + '\n');
    expect(Array.from(jsonLinePieces([value])).join('')).toBe(JSON.stringify(value) + '\n');
  });

  it('writes what reads back equal, with nothing raw in it', () => {
    const rows = (value: unknown) => Array.from({ length: 101 }, () => value);
    fc.assert(
      fc.property(hostileText, fc.boolean(), (text, long) => {
        const value = { [text]: text, rows: long ? rows({ text }) : [text] };
        const json = whole(value);
        expect(json).not.toMatch(CONTROL);
        expect(json).not.toMatch(/\p{Surrogate}/u);
        // Bytes hold whole pairs alone.
        const kept = Buffer.from(text).toString();
        expect(JSON.parse(json)).toEqual({ [kept]: kept, rows: long ? rows({ text: kept }) : [kept] });
      }),
      { numRuns: 10_000 },
    );
  });

  it('reads back equal for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(whole(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['pretty', jsonPieces, 2],
    ['in one line', (value: unknown) => jsonLinePieces([value]), 0],
  ] as const)('never makes one string of many rows, %s', (_, pieces, indent) => {
    const rows = new LazyList(50_000, (id) => ({ id, title: 'a title' }));
    let longest = 0;
    let total = 0;
    for (const piece of pieces({ videos: rows })) {
      longest = Math.max(longest, piece.length);
      total += piece.length;
    }
    expect(longest).toBeLessThan(10_000);
    expect(total).toBe(JSON.stringify({ videos: [...rows] }, null, indent).length + 1);
  });
});

describe('jsonLine', () => {
  it('escapes what JSON.stringify leaves raw', () => {
    expect(jsonLine('\x7f\x9b\u2028\u202e\n👍')).toBe(String.raw`"\u007f\u009b\u2028\u202e\n👍"`);
  });

  it('has U+FFFD for half a pair, which strict readers refuse, and leaves words that look like one', () => {
    expect(jsonLine('\ud83d👍\udc4d')).toBe('"\ufffd👍\ufffd"');
    expect(jsonLine(String.raw`\ud83d \\ud83d`)).toBe(String.raw`"\\ud83d \\\\ud83d"`);
  });

  it('gives one line an object', () => {
    expect(Array.from(jsonLinePieces([{ a: 'x\ny' }, { a: [1] }])).join('')).toBe('{"a":"x\\ny"}\n{"a":[1]}\n');
  });
});
