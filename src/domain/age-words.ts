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

/** How long there is to wait, in hours and minutes, rounded up: `5 h`, `4 h 20 min`, `1 min`. */
export function spanWords(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 ? [`${rest} min`] : [])].join(' ');
}
