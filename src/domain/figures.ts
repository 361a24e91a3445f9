/** How a person sees what is not known. */
export const UNKNOWN_FIGURE = '–';

const MINUS = '−';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const MONTH_DAYS = 365.25 / 12;

/** A plain number with so many decimals and a real minus sign: −0.11. */
export function decimal(value: number | null, decimals: number): string {
  if (value === null) return UNKNOWN_FIGURE;
  const digits = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(digits) !== 0 ? MINUS + digits : digits;
}

/** A count in few characters: 987, 1.5k, 212k, 41.3M, 1.2B; a fraction below ten keeps one decimal, as in 0.4 a day. */
export function count(value: number | null): string {
  if (value === null) return UNKNOWN_FIGURE;
  const size = Math.abs(value);
  // Each limit is where rounding would reach the next unit: 999,950 is 1.0M, never 1000k.
  if (size < 9.95 && !Number.isInteger(size)) return decimal(value, 1);
  if (size < 999.5) return decimal(value, 0);
  if (size < 9_950) return `${decimal(value / 1e3, 1)}k`;
  if (size < 999_500) return `${decimal(value / 1e3, 0)}k`;
  if (size < 999_950_000) return `${decimal(value / 1e6, 1)}M`;
  return `${decimal(value / 1e9, 1)}B`;
}

/** A multiple of the typical: 8.2×, 0.04×, 130×. */
export function multiple(value: number | null): string {
  if (value === null) return UNKNOWN_FIGURE;
  if (value < 0.095) return `${decimal(value, 2)}×`;
  return `${value < 99.95 ? decimal(value, 1) : count(value)}×`;
}

/** A fraction as per cent: 0.041 is 4.1 %. */
export function percent(fraction: number | null): string {
  return fraction === null ? UNKNOWN_FIGURE : `${decimal(fraction * 100, 1)} %`;
}

/** A score between 0 and 1: 0.91. */
export function score(value: number | null): string {
  return decimal(value, 2);
}

/** An age in days as the largest fitting unit: 12 min, 3 h, 5 d, 6 mo, 2 y. */
export function age(days: number | null): string {
  if (days === null) return UNKNOWN_FIGURE;
  if (days < 1 / 24) return `${decimal(Math.floor(days * 24 * 60), 0)} min`;
  if (days < 1) return `${decimal(Math.floor(days * 24), 0)} h`;
  if (days < 60) return `${decimal(Math.floor(days), 0)} d`;
  const months = Math.round(days / MONTH_DAYS);
  return months < 24 ? `${months} mo` : `${Math.round(days / 365.25)} y`;
}

/**
 * The day of an instant (milliseconds, or ISO 8601 text) in an IANA time zone: 20 Nov 2026.
 * Throws RangeError for an unknown zone and for what is no instant.
 */
export function day(instant: number | string | null, timeZone: string): string {
  if (instant === null) return UNKNOWN_FIGURE;
  const format = dayFormat(timeZone);
  const parts = new Map(
    format
      .formatToParts(typeof instant === 'string' ? Date.parse(instant) : instant)
      .map(({ type, value }) => [type, value]),
  );
  // Own month names: those of the system's language tables differ between versions ("Sep", "Sept").
  return `${parts.get('day') ?? ''} ${MONTHS[Number(parts.get('month')) - 1] ?? ''} ${parts.get('year') ?? ''}`;
}

/** The last one made: making one takes longer than a hundred days, and a run names days in one zone. */
let lastFormat: { readonly timeZone: string; readonly format: Intl.DateTimeFormat } | null = null;

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  if (lastFormat?.timeZone !== timeZone) {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' });
    lastFormat = { timeZone, format };
  }
  return lastFormat.format;
}

/** The day and minute of an instant, as `day` takes it: 20 Nov 2026 09:00. */
export function instant(at: number | string | null, timeZone: string): string {
  if (at === null) return UNKNOWN_FIGURE;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return `${day(at, timeZone)} ${clock.format(typeof at === 'string' ? Date.parse(at) : at)}`;
}

/** A length in seconds as on a clock: 0:07, 12:34, 1:02:03. */
export function duration(seconds: number | null): string {
  if (seconds === null) return UNKNOWN_FIGURE;
  const whole = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}
