import type { ChannelRef } from '../../domain/channel-ref.js';
import { Failure } from '../../errors.js';
import { readChannel, readOwner, type FoundChannel } from './answers.js';
import type { YoutubeClient } from './client.js';

/**
 * Finds a channel by the way it was named: one request, two for a video or for an old custom name. Never by search.
 * @throws Failure `not-found`, and those of the client
 */
export async function findChannel(client: YoutubeClient, ref: ChannelRef): Promise<FoundChannel> {
  const found = await lookUp(client, ref);
  if (found !== null) return found;
  const hint =
    ref.kind === 'username'
      ? `If that is a handle, write it with its @: @${ref.value}`
      : 'Check the spelling; an id (UC…), an @handle or any YouTube URL of the channel will do.';
  throw new Failure(
    'not-found',
    `YouTube knows no ${ref.kind === 'video' ? 'video' : 'channel'} "${ref.value}".`,
    hint,
  );
}

async function lookUp(client: YoutubeClient, ref: ChannelRef): Promise<FoundChannel | null> {
  switch (ref.kind) {
    case 'id':
      return readChannel(await client.channel({ id: [ref.value] }));
    case 'handle':
      return readChannel(await client.channel({ forHandle: ref.value }));
    case 'username':
      return readChannel(await client.channel({ forUsername: ref.value }));
    case 'custom':
      // Most custom names became the handle of the same spelling in 2022.
      return (
        readChannel(await client.channel({ forHandle: ref.value })) ??
        readChannel(await client.channel({ forUsername: ref.value }))
      );
    case 'video': {
      const owner = readOwner(await client.owner(ref.value));
      return owner === null ? null : readChannel(await client.channel({ id: [owner] }));
    }
  }
}
