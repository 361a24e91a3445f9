import { describe, expect, it } from 'vitest';
import { paintFor, wantsColour } from '../../src/output/colour.js';

describe('wantsColour', () => {
  it.each([
    ['a terminal', true, {}, false, true],
    ['a pipe', false, {}, false, false],
    ['a stream that does not say', undefined, {}, false, false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, false, false],
    ['an empty NO_COLOR (no-color.org)', true, { NO_COLOR: '' }, false, true],
    ['a dumb terminal', true, { TERM: 'dumb' }, false, false],
    ['FORCE_COLOR in a pipe', false, { FORCE_COLOR: '1' }, false, true],
    ['an empty FORCE_COLOR', false, { FORCE_COLOR: '' }, false, true],
    ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false, false],
    ['FORCE_COLOR=false', true, { FORCE_COLOR: 'false' }, false, false],
    ['FORCE_COLOR over NO_COLOR', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    ['FORCE_COLOR over TERM', false, { FORCE_COLOR: '3', TERM: 'dumb' }, false, true],
    ['--no-color over all', true, { FORCE_COLOR: '1' }, true, false],
  ])('%s', (_, isTTY, env, flag, wanted) => {
    expect(wantsColour(isTTY === undefined ? {} : { isTTY }, env, flag)).toBe(wanted);
  });
});

describe('paintFor', () => {
  const tones = ['plain', 'strong', 'muted', 'good', 'bad', 'warn'] as const;

  it('paints by itself, whatever the streams of the process are', async () => {
    const paint = await paintFor(true);
    expect(tones.map((tone) => paint('x', tone))).toEqual([
      'x',
      '\x1b[1mx\x1b[22m',
      '\x1b[2mx\x1b[22m',
      '\x1b[32mx\x1b[39m',
      '\x1b[31mx\x1b[39m',
      '\x1b[35mx\x1b[39m',
    ]);
  });

  it('does nothing without colour', async () => {
    const paint = await paintFor(false);
    for (const tone of tones) expect(paint('x', tone)).toBe('x');
  });
});
