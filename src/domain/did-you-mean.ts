/** Two typing slips at most, and never more than a third of the word: anything further is another word. */
function slipsAllowed(word: string): number {
  return Math.min(2, Math.max(1, Math.floor(word.length / 3)));
}

/**
 * The Damerau-Levenshtein distance (optimal string alignment): how many insertions, deletions, replacements and swaps of
 * neighbours turn `a` into `b`.
 */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(
        Math.min(
          (above[column] ?? Infinity) + 1,
          (current[column - 1] ?? Infinity) + 1,
          (above[column - 1] ?? Infinity) + (same ? 0 : 1),
          swapped ? (before[column - 2] ?? Infinity) + 1 : Infinity,
        ),
      );
    }
    before = above;
    above = current;
  }
  return above[b.length] ?? Infinity;
}

/**
 * The candidate that was probably meant by a mistyped word, case aside; the first of equally near ones.
 * @returns null when none is near: a far-fetched guess sends people astray
 */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const typed = word.toLowerCase();
  let best: string | null = null;
  let least = slipsAllowed(typed) + 1;
  for (const candidate of candidates) {
    // The difference in length is a lower bound, which also keeps endless words cheap.
    if (Math.abs(candidate.length - typed.length) >= least) continue;
    const slips = distance(typed, candidate.toLowerCase());
    if (slips < least) [best, least] = [candidate, slips];
  }
  return best;
}
