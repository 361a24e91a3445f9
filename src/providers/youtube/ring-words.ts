import { wordsForKeys, type RingWords } from '../http/key-ring.js';

export const YOUTUBE_WORDS: RingWords = {
  provider: 'YouTube',
  variable: 'YOUTUBE_API_KEY',
  without: 'or use --source feed',
  spent: (keys) => `YouTube's daily quota of ${wordsForKeys(keys)} is used up`,
  spentHint: (help) => `Wait, ${help}, or use --source feed (newest 15 videos, no key).`,
};
