import type { ChannelRef } from '../../domain/channel-ref.js';
import { Failure } from '../../errors.js';
import type { Got } from '../http/cached.js';
import type { FoundChannel } from './answers.js';
import type { YoutubeQuestions } from './questions.js';

/**
 * Finds a channel by the way it was named: one request, two for a video or for an old custom name. Never by search.
 * @throws Failure `not-found`, and those of the client
 */
export async function findChannel(questions: YoutubeQuestions, ref: ChannelRef): Promise<Got<FoundChannel>> {
  const { value, ...got } = await lookUp(questions, ref);
  if (value !== null) return { ...got, value };
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

async function lookUp(questions: YoutubeQuestions, ref: ChannelRef): Promise<Got<FoundChannel | null>> {
  switch (ref.kind) {
    case 'id':
      return questions.channel({ id: ref.value });
    case 'handle':
      return questions.channel({ forHandle: ref.value });
    case 'username':
      return questions.channel({ forUsername: ref.value });
    case 'custom': {
      // Most custom names became the handle of the same spelling in 2022.
      const byHandle = await heard(questions.channel({ forHandle: ref.value }));
      return byHandle?.value == null ? questions.channel({ forUsername: ref.value }) : byHandle;
    }
    case 'video': {
      const owner = await questions.owner(ref.value);
      return owner.value === null ? { ...owner, value: null } : questions.channel({ id: owner.value });
    }
  }
}

/** Null for what is not kept when offline: a name may be kept as one of two. */
async function heard<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'not-found') return null;
    throw error;
  }
}
