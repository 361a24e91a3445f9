import type { ScoresChart } from './chart.js';

/** Says how many values lie beyond the ends of the scale, where they are counted; null where none does. */
export function beyondEndsWords({ values, from, to }: ScoresChart): string | null {
  const beyond = values.reduce((sum, value) => sum + (value < from || value > to ? 1 : 0), 0);
  return beyond === 0 ? null : `${beyond} beyond the ends of the scale, counted at them`;
}
