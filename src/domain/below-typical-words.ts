/**
 * Said of videos that stand out, of which some have fewer views than is typical: SmartScore weighs views per day and
 * engagement too.
 * @returns null where none has
 */
export function belowTypicalWords(standing: Iterable<{ readonly multiple: number | null }>): string | null {
  let few = 0;
  for (const { multiple } of standing) if ((multiple ?? 1) < 1) few += 1;
  if (few === 0) return null;
  return `${few} of them ${few === 1 ? 'has' : 'have'} fewer views than typical: youth or engagement lifts the score.`;
}
