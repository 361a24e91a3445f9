const UNITS = ['kB', 'MB', 'GB'] as const;

/** A number of bytes for people, in powers of 1000 as disks are sold: `999 bytes`, `1.2 kB`, `64.0 MB`. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  // Judged by what is written: 999,950 bytes would be 1000.0 kB.
  const sizes = UNITS.map((unit, place) => ({ unit, size: (bytes / 1000 ** (place + 1)).toFixed(1) }));
  const fitting = sizes.find(({ size }) => Number(size) < 1000) ?? { unit: 'GB', size: (bytes / 1e9).toFixed(1) };
  return `${fitting.size} ${fitting.unit}`;
}
