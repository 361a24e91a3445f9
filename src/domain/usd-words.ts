/**
 * US dollars as a person reads them: $0, $0.0021, $0.10, $12.30; three digits below a dollar, never rounded to nothing.
 * @param usd at least 0; null when the price is not known
 */
export function usdWords(usd: number | null): string {
  if (usd === null) return 'an unknown price';
  if (usd === 0) return '$0';
  if (usd < 0.000_1) return 'less than $0.0001';
  if (usd >= 1) return `$${usd.toFixed(2)}`;
  const [whole = '', decimals = ''] = usd.toFixed(Math.min(6, 2 - Math.floor(Math.log10(usd)))).split('.');
  return `$${whole}.${decimals.replace(/0+$/, '').padEnd(2, '0')}`;
}

/** A range of prices: `$0.01 to $0.02`, or one price where both ends are the same. */
export function usdRange(least: number, most: number | null): string {
  if (most === null) return least === 0 ? usdWords(null) : `${usdWords(least)} or more`;
  const [from, to] = [usdWords(least), usdWords(most)];
  return from === to ? to : `${from} to ${to}`;
}
