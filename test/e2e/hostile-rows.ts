import fc from 'fast-check';
import { hostileText } from '../output/hostile-text.js';

/** What one sign or sequence does where it is believed. */
export const WEAPONS = [
  '\u001b]52;c;ZXZpbA==\u0007',
  '\u001b]52;c;ZXZpbA==',
  '\u009d52;c;ZXZpbA==\u009c',
  '\u001b[?1049h\u001b[6n',
  '\u001bP+q544e\u001b\\',
  '\u0007',
  '\u2029',
  '\u202dabc\u202c',
  '\u2067\u2068',
  '=HYPERLINK("http://127.0.0.1/","x")',
  "=cmd|' /C calc'!A0",
  '@SUM(1+1)*cmd',
  '-3',
  '+49',
  '＝1',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '![x](http://127.0.0.1/)',
  '`',
  '```',
  '\\|',
  '|\\',
  '&lt;b&gt;',
  '__proto__',
  '\ufeff',
  '\u200b',
  '\u200d',
  '\ufe0f',
  '\u00ad',
  '\u115f',
  '\u0600',
  '👍\u{1f3fd}',
  '\u{e0041}',
  '🏴\u{e0067}\u{e007f}',
  'Z\u0334\u0335\u0336\u0337\u0338',
  '#tag',
  '#ta\u202eg',
];

/** A title as an enemy would write it. */
export const hostileTitle: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...WEAPONS), hostileText), { maxLength: 3 })
  .map((parts) => parts.join(''));

export interface HostileRow {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly channel: string;
  readonly channelId: string;
  readonly views: number;
  readonly likes: number;
  readonly comments: number;
  readonly published: string;
}

const NEWEST = Date.parse('2026-11-20T00:00:00Z');
const HOUR_MS = 3_600_000;

/** So many videos of so many channels, everything in words hostile. */
export function hostileRows(count: number, channels: number, seed: number): HostileRow[] {
  const titles = fc.sample(hostileTitle, { seed, numRuns: count });
  return titles.map((title, at) => ({
    // Honest ids too, or every row would be told apart by its hostile one.
    id: at % 7 === 0 ? `${title}${at}` : `hostile${String(at).padStart(4, '0')}`,
    title,
    description: `${titles[(at + 1) % count] ?? ''} #common${at % 50}${title}`,
    channel: `${titles[at % channels] ?? ''}${at % channels}`,
    channelId: `UC${titles[at % channels] ?? ''}${at % channels}`,
    views: 1000 + ((at * 7919) % 100_003),
    likes: at % 90,
    comments: at % 11,
    published: new Date(NEWEST - at * HOUR_MS).toISOString(),
  }));
}
