import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSendable } from '../../src/domain/sendable-key.js';

describe('a key that can be sent', () => {
  it.each(['', ' ', 'a b', 'abc\n', '\nabc', 'abc\r', 'schlüssel', 'a\u0000b', '\u007f', '“quoted”'])(
    'is not %j',
    (key) => {
      expect(isSendable(key)).toBe(false);
    },
  );

  it('is one that a header gives back as it was', () => {
    const characters = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.string({ unit: characters, minLength: 1 }), (key) => {
        expect([isSendable(key), new Headers({ 'x-goog-api-key': key }).get('x-goog-api-key')]).toEqual([true, key]);
      }),
    );
  });
});
