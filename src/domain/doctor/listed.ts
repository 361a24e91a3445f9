/** Few enough to be read. */
const MOST = 6;

/** Names one after the other, and how many more there are. */
export function listed(names: readonly string[]): string {
  const rest = names.length - MOST;
  return rest <= 0 ? names.join(', ') : `${names.slice(0, MOST).join(', ')} and ${rest} more`;
}
