import fc from 'fast-check';

const SEEDS = [
  '\x1b[31mred\x1b[0m',
  '\x1b]0;title\x07',
  '\x1b]8;;https://example.org\x1b\\link',
  '\x1bPq#0\x1b\\',
  '\x9b2J',
  '\x9d0;title\x9c',
  '\x1bc',
  '\x1b',
  '\x00',
  '\x08',
  '\x7f',
  '\u0085',
  '\u2028',
  '\u202e',
  '\u2066',
  '\u061c',
  '\ud83d',
  '\udc69',
  '\r\n',
  '\t',
  '=1+1',
  '+1',
  '@SUM',
  '-2',
  '"',
  ',',
  '|',
  '\\',
  '量子',
  '👩‍👩‍👧‍👦',
  '🇮🇳',
  '1️⃣',
  'क्षि',
  'é̂',
  'ภาษาไทย',
  'עברית',
  '한국어',
  'ﾊﾞ',
  'words of a title ',
];

/** Titles as an enemy would write them: escape sequences whole and broken, controls, and every script, in any order. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(fc.constantFrom(...SEEDS), fc.string({ unit: 'binary', maxLength: 4 }), fc.string({ maxLength: 6 })),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));

/** What must never reach a terminal from data: C0 and C1 controls, DEL and bidi controls; line ends only as the writer's own. */
export const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
