/** Characters of a slug: with an id and an ending the name stands whole in a table on 80 columns. */
const LONGEST = 32;

/**
 * The beginning of a file name out of a person's words: a to z, digits and single dashes, cut between words where that is
 * possible; `thumbnail` when nothing of them is left. It holds no dot, slash or colon, so that it names no other folder;
 * what goes behind it keeps it from being a device name of Windows (`con`, `nul`).
 */
export function fileSlug(words: string): string {
  const plain = words
    .slice(0, 1_000)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (plain.length <= LONGEST) return plain === '' ? 'thumbnail' : plain;
  const cut = plain.slice(0, LONGEST + 1);
  const end = cut.lastIndexOf('-');
  return cut.slice(0, end > LONGEST / 2 ? end : LONGEST);
}
