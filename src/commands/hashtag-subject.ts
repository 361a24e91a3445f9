import type { Context } from '../context.js';
import { parseChannelRef } from '../domain/channel-ref.js';
import { Failure } from '../errors.js';
import type { FlagValues, VIDEO_FLAGS } from '../flags.js';
import type { SPENDING_FLAGS } from './ask-before-spending.js';
import { topicOf, type PLACE_FLAGS } from './topic-flags.js';
import type { TopicWish } from './topic-hashtags.js';
import { readWhen } from './video-question.js';

type HashtagFlags = FlagValues<typeof VIDEO_FLAGS> &
  FlagValues<typeof PLACE_FLAGS> &
  FlagValues<typeof SPENDING_FLAGS> & { readonly channel: string | null };

/** Whose hashtags are asked for; a channel of null is all of a file, a topic of null the popular chart. */
export type HashtagSubject =
  | { readonly kind: 'topic'; readonly topic: string | null }
  | { readonly kind: 'channel'; readonly channel: string | null };

/**
 * A channel where one is named or a file is read, the chart where there is only a region, else a topic.
 * @throws Failure `usage`
 */
export function hashtagSubject(words: readonly string[], flags: HashtagFlags): HashtagSubject {
  const { channel: named, region, language, from } = flags;
  const [word = null] = words;
  if (word !== null && named !== null) {
    throw new Failure('usage', `hashtags takes "${words.join(' ')}" or --channel, not both`, 'leave one of them out');
  }
  const channel = named ?? word;
  if (channel === '-') {
    throw new Failure(
      'usage',
      'hashtags takes one channel, not a list from stdin',
      'name it, or read a file with --from',
    );
  }
  const isChannel = from.length > 0 || named !== null || words.some(isPlainlyAChannel);
  if (!isChannel && word !== null) return { kind: 'topic', topic: topicOf(words, 'insight hashtags sourdough bread') };
  if (!isChannel && region !== null) return { kind: 'topic', topic: null };
  if (!isChannel) {
    throw new Failure(
      'usage',
      'which topic or channel?',
      'name one (@handle, id, URL or a topic), or read a file with --from PATH',
    );
  }
  if (words.length > 1) throw new Failure('usage', 'hashtags takes one channel at a time', 'name one, or a topic');
  if (region !== null || language !== null) {
    throw new Failure(
      'usage',
      'the videos of a channel are the same in every region and language',
      'leave out --region and --language, or name a topic',
    );
  }
  return { kind: 'channel', channel };
}

/** A bare word is a topic for `hashtags`, though elsewhere it is a legacy channel name. */
function isPlainlyAChannel(text: string): boolean {
  const ref = parseChannelRef(text);
  return ref !== null && ref.kind !== 'username';
}

/** What the flags say of a topic. @throws Failure `usage` for those that only a channel has a use for */
export async function topicWish(context: Context, topic: string | null, flags: HashtagFlags): Promise<TopicWish> {
  const useless = Object.entries({
    '--source feed': flags.source === 'feed',
    '--source file': flags.source === 'file',
    '--until': flags.until !== null,
    '--as-of': flags.asOf !== null,
    '--since': topic === null && flags.since !== null,
  }).find(([, given]) => given);
  if (useless !== undefined) {
    const what = topic === null ? 'the popular chart' : 'a topic';
    throw new Failure('usage', `${useless[0]} is of no use for ${what}`, 'leave it out, or name a channel (@name)');
  }
  const since = await readWhen(context, '--since', flags.since);
  return { ...flags, topic, since: since?.start ?? null };
}
