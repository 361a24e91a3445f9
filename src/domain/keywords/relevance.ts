/**
 * How close a keyword is to the topic, 0…1: the mean of the share of the topic's words that it holds, and of the share of
 * the videos looked at that carry it.
 * @param topic the topic's words that mean something
 * @param carried how many of the `looked` videos carry the keyword
 */
export function relevanceOf(
  words: readonly string[],
  topic: readonly string[],
  carried: number,
  looked: number,
): number | null {
  if (looked === 0) return null;
  return (sharedWords(words, topic) + carried / looked) / 2;
}

/** The share of the topic's words that stand among some words. */
export function sharedWords(words: readonly string[], topic: readonly string[]): number {
  const own = new Set(words);
  return topic.length === 0 ? 0 : topic.filter((word) => own.has(word)).length / topic.length;
}
