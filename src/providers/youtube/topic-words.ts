import { Failure } from '../../errors.js';
import { BucketSpent, wordsForKeys, type RingWords } from '../http/key-ring.js';

/** How YouTube's keys are spoken of where no feed can take their place. */
export const TOPIC_WORDS: RingWords = {
  provider: 'YouTube',
  variable: 'YOUTUBE_API_KEY',
  without: 'or use --offline for what was read before',
  spent: (keys) =>
    `What ${wordsForKeys(keys)} may search and read of YouTube today is used up (100 searches, 10,000 units)`,
  spentHint: (help) => `Wait, ${help}, or use --offline for what was read before.`,
};

const BY_FEED = /,? or use --source feed[^.]*| Meanwhile: use --source feed[^.]*\./;

const OF_CHANNEL = /^Check the channel;.*/;

/** A failure of the API without advice about channels and their feed, which knows no topics. */
export function withoutFeed(error: unknown): unknown {
  if (!(error instanceof Failure) || error instanceof BucketSpent) return error;
  const hint = error.hint.replace(BY_FEED, '').replace(OF_CHANNEL, 'Check the words, and the region.');
  return hint === error.hint ? error : new Failure(error.kind, error.message, hint, { cause: error });
}
