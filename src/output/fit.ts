/** What fitting needs to know of a column: its widest cell (its heading counts too) and whether its text may be cut. */
export interface Extent {
  readonly width: number;
  readonly elastic: boolean;
}

export interface Kept {
  /** Which of the columns this is. */
  readonly at: number;
  readonly width: number;
}

/** An elastic column is not cut below this before the others are dropped. */
const READABLE = 12;

/**
 * Fits columns, `gap` apart, into `available` terminal columns. Elastic columns shrink first, the widest of them before the
 * others, down to 12; then columns are dropped from the right, never the first nor an elastic one; at last what is left
 * shrinks further, elastic columns before the first.
 */
export function fitColumns(extents: readonly Extent[], available: number, gap: number): Kept[] {
  const kept = extents.map(({ width, elastic }, at) => ({ at, width: Math.min(width, available), elastic }));
  const over = (size: (column: { width: number; elastic: boolean }) => number) =>
    kept.reduce((sum, column) => sum + size(column) + gap, -gap) - available;
  while (over(({ width, elastic }) => (elastic ? Math.min(width, READABLE) : width)) > 0) {
    const last = kept.findLastIndex(({ at, elastic }) => at > 0 && !elastic);
    if (last === -1) break;
    kept.splice(last, 1);
  }
  for (const group of [kept.filter(({ elastic }) => elastic), kept]) {
    while (over(({ width }) => width) > 0) {
      const widest = group.reduce<(typeof kept)[number] | null>(
        (most, column) => (column.width > (most?.width ?? 1) ? column : most),
        null,
      );
      if (widest === null) break;
      widest.width -= 1;
    }
  }
  return kept.map(({ at, width }) => ({ at, width }));
}
