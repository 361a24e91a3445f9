import { bareName, NO_COLUMNS, rankOf, ROLES, type Columns, type Role } from '../columns.js';

/** Objects become rows whose cells are in the order of the meanings. */
export const CELLS_BY_MEANING: Columns = Object.fromEntries(ROLES.map((role, index) => [role, index])) as Record<
  Role,
  number
>;

interface Meaning {
  readonly index: number;
  readonly rank: number;
}

/** Reads objects with recognisable names (yt-dlp, any JSON of videos), remembering what each name means. */
export class ObjectRows {
  readonly #meanings = new Map<string, readonly Meaning[]>();

  /** The cells of an object; of several names for one meaning the surest that has a value counts. */
  cells(object: Readonly<Record<string, unknown>>, defaults: readonly unknown[] = []): unknown[] {
    const cells: unknown[] = [...defaults];
    const ranks = new Map<number, number>();
    for (const [name, value] of Object.entries(object)) {
      const empty = value === null || value === undefined || value === '';
      for (const { index, rank } of this.#meaningsOf(name)) {
        if (empty) cells[index] ??= null; // known by its name, though without a value here
        if (empty) continue;
        if (rank >= (ranks.get(index) ?? Infinity)) continue;
        ranks.set(index, rank);
        cells[index] = value;
      }
    }
    return cells;
  }

  #meaningsOf(name: string): readonly Meaning[] {
    const known = this.#meanings.get(name);
    if (known !== undefined) return known;
    const bare = bareName(name);
    const meanings = ROLES.flatMap((role, index) => {
      const rank = rankOf(role, bare);
      return rank === null ? [] : [{ index, rank }];
    });
    if (this.#meanings.size < 10_000) this.#meanings.set(name, meanings);
    return meanings;
  }
}

/** Which meanings a row has, if only by name, as if it were a table of that one row. */
export function columnsIn(cells: readonly unknown[]): Columns {
  const columns: Record<Role, number> = { ...NO_COLUMNS };
  ROLES.forEach((role, index) => {
    const value = cells[index];
    if (value === null || typeof value === 'string' || typeof value === 'number') columns[role] = index;
  });
  return columns;
}
