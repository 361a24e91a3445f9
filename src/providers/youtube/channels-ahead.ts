import type { AnswerCache } from '../ports.js';
import { CHANNEL_FIELDS } from './answers.js';
import type { YoutubeClient } from './client.js';
import { channelKey } from './questions.js';
import { Shape } from './shape.js';

/** Ids that one question takes. */
export const CHANNELS_AT_ONCE = 50;

/**
 * Asks for up to 50 channels at once, at the cost of one, and keeps each answer as if it had been asked for alone: who
 * then looks at one of them need not ask again. Those that YouTube does not know are left to be asked for.
 * @throws Failure of the client
 */
export async function askChannelsAhead(
  client: Pick<YoutubeClient, 'channels'>,
  { cache, now }: { readonly cache: AnswerCache; readonly now: () => number },
  ids: readonly string[],
): Promise<void> {
  const sent = await client.channels(ids);
  if (sent === null) return;
  const answer: unknown = JSON.parse(sent.body);
  for (const item of Shape.of(answer, 'list of channels').list('items')) {
    const id = Shape.of(item, 'channel').text('id');
    // Kept without an ETag: that of the whole list is of no use to one.
    const kept = { body: JSON.stringify({ items: [item] }), etag: null, fetchedAt: now() };
    if (id !== null && ids.includes(id)) cache.put(channelKey('id', id, CHANNEL_FIELDS), kept);
  }
}
