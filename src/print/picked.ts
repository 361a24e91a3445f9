import { fieldValue } from '../domain/field-value.js';
import type { Column } from '../domain/screen.js';

/** The fields of a row that were asked for. */
export function picked(row: object, columns: readonly Column[]): object {
  return Object.fromEntries(columns.map(({ field }) => [field, fieldValue(row, field) ?? null]));
}
