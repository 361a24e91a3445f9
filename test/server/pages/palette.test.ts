import { describe, expect, it } from 'vitest';
import { STYLE } from '../../../src/server/pages/style.js';

/** The colours by name, light and dark. */
const [light = new Map<string, string>(), dark = new Map<string, string>()] = [
  ...STYLE.matchAll(/:root \{([^}]*)\}/g),
].map(
  ([, block = '']) =>
    new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name = '', colour = '']) => [name, colour])),
);

/** WCAG 2.2: how bright a colour is. */
function luminance(colour: string): number {
  const whole = colour.length === 4 ? colour.replaceAll(/[0-9a-f]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(whole.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [less = 0, more = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

const TEXT = [
  ...['paper', 'card', 'tint'].map((ground) => ['ink', ground]),
  ...['paper', 'card'].flatMap((ground) => ['soft', 'accent', 'accent-hover', 'bad', 'good'].map((on) => [on, ground])),
  ...[
    ['on-accent', 'accent'],
    ['on-accent', 'accent-hover'],
    ['bad', 'bad-tint'],
    ['good', 'good-tint'],
  ],
];
const SHAPES = ['paper', 'card'].flatMap((ground) => ['field', 'bar', 'focus', 'bad'].map((on) => [on, ground]));

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s palette', (_name, colours) => {
  const of = (name = '') => colours.get(name) ?? 'missing';

  it('is known to this test', () => {
    expect(contrast('#000', '#ffffff')).toBeCloseTo(21, 5);
    expect(colours.size).toBeGreaterThan(15);
  });

  it.each(TEXT)('lets %s be read on %s', (on, ground) => {
    expect(contrast(of(on), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SHAPES)('lets %s be seen on %s', (on, ground) => {
    expect(contrast(of(on), of(ground))).toBeGreaterThanOrEqual(3);
  });
});
