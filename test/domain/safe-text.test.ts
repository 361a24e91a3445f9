import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeText } from '../../src/domain/safe-text.js';
import { CONTROL, hostileText } from '../output/hostile-text.js';

describe('safeText', () => {
  // Sequences as ECMA-48 and xterm's ctlseqs name them.
  it.each([
    ['colour', 'a\x1b[1;31mb\x1b[0mc', 'abc'],
    ['erase and cursor', '\x1b[2J\x1b[H\x1b[?25lgone', 'gone'],
    ['a window title', '\x1b]0;evil\x07good', 'good'],
    ['a hyperlink', '\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\', 'link'],
    ['the clipboard', '\x1b]52;c;aGk=\x07x', 'x'],
    ['a device control string', 'a\x1bPq#0;1;1\x1b\\b', 'ab'],
    ['a terminal reset', 'a\x1bcb', 'ab'],
    ['a character set', 'a\x1b(0b', 'ab'],
    ['8-bit CSI', 'a\x9b31mb', 'ab'],
    ['8-bit OSC', 'a\x9d0;t\x9cb', 'ab'],
    ['an open OSC', 'a\x1b]0;rest', 'a'],
    ['an open CSI', 'a\x1b[31', 'a'],
    ['a bare escape at the end', 'a\x1b', 'a'],
    ['an escape before an escape', '\x1b\x1b[31mred', 'red'],
    ['mis-decoded quotes stay readable', 'the â\u0080\u009dbestâ\u0080\u009d of it', 'the âbestâ of it'],
    ['C0, DEL, C1', 'a\x00\x08\x7f\x80b', 'ab'],
    ['line breaks and tabs', 'a\r\n\tb\u2028c\u0085d', 'a b c d'],
    ['bidi', 'a\u202eb\u2066c\u2069\u200f\u061cd', 'abcd'],
    ['half pairs', 'a\ud83db\udc69', 'a\ufffdb\ufffd'],
    ['emoji stay whole', '👩‍👩‍👧‍👦 🇮🇳 1️⃣', '👩‍👩‍👧‍👦 🇮🇳 1️⃣'],
    ['scripts stay whole', 'क्षि ภาษาไทย עברית', 'क्षि ภาษาไทย עברית'],
  ])('%s', (_, text, safe) => {
    expect(safeText(text)).toBe(safe);
  });

  it('leaves no control character in any text, and nothing to do twice', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const safe = safeText(text);
        expect(safe).not.toMatch(CONTROL);
        expect(safe).not.toContain('\n');
        expect(safe).not.toMatch(/\p{Surrogate}/u);
        expect(safeText(safe)).toBe(safe);
      }),
      { numRuns: 10_000 },
    );
  });

  it('takes linear time for text made to be slow', () => {
    const time = (text: string) => {
      const start = performance.now();
      safeText(text);
      return performance.now() - start;
    };
    for (const part of ['\x1b]', '\x9d', '\x1b[1;', '\x1bP\x9d0', '\x9d'.padEnd(50, 'x'), '\x1b(']) {
      // A quadratic scan of a million characters would take minutes.
      expect(time(part.repeat(1_000_000 / part.length))).toBeLessThan(2_000);
    }
    expect(time('\x9d' + 'x'.repeat(1_000_000))).toBeLessThan(2_000);
  });
});
