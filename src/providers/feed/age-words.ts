const STEPS = [
  ['day', 24 * 60],
  ['hour', 60],
  ['minute', 1],
] as const;

/** A span of milliseconds in words, by its largest whole unit: `3 hours`, `1 day`, `less than a minute`. */
export function ageWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  for (const [unit, size] of STEPS) {
    const count = Math.floor(minutes / size);
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'}`;
  }
  return 'less than a minute';
}
