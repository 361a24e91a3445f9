// C1 introducers count only when their string is closed: in mis-decoded UTF-8 (”: â U+0080 U+009D) they stand before honest words.
const SEQUENCE = new RegExp(
  [
    String.raw`(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?`, // CSI: colours, cursor, erase
    String.raw`\x1b[P\]X^_][^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)?`, // DCS, OSC, SOS, PM, APC
    String.raw`[\x90\x98\x9d-\x9f][^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)`,
    String.raw`\x1b[ -/]*[0-~]?`, // the other escapes, such as ESC c, and a bare ESC
  ].join('|'),
  'g',
);
const BREAKS = /[\t-\r\x85\u2028\u2029]+/g;
const CONTROLS = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;
const SUSPECT = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\p{Surrogate}]/u;

/**
 * The one sink for untrusted text (titles, errors of providers, file names) on its way to a terminal or a flat file.
 * Escape sequences go as a whole, so that no `[31m` stays behind; runs of line breaks and tabs become one space; C0, C1,
 * DEL and bidi controls go; half a surrogate pair becomes U+FFFD. Joiners of emoji stay. Linear in the length.
 */
export function safeText(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.replace(SEQUENCE, '').replace(BREAKS, ' ').replace(CONTROLS, '').replace(LONE_SURROGATES, '\u{fffd}');
}
