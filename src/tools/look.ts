import type { ChannelRef } from '../domain/channel-ref.js';
import { asFailure, Failure, subjectFailure, type SubjectFailure } from '../errors.js';
import type { ChannelVideos, VideoRequest, VideoSource } from '../providers/ports.js';

/** Channels that are asked for at the same time. */
const AT_ONCE = 4;

export interface Question extends Pick<VideoRequest, 'limit' | 'since' | 'until' | 'onePage'> {
  /** Empty: all the channels that a file holds. */
  readonly subjects: readonly ChannelRef[];
}

export interface Looked {
  /** In the order of the subjects, a failed one in its place. */
  readonly channels: readonly (ChannelVideos | SubjectFailure)[];
  /** Several were asked for, or a file held several. */
  readonly several: boolean;
}

/**
 * Gets the videos of each subject from one source, a few at a time.
 * A single subject's failure is thrown; among several it stands in its place.
 * @throws Failure of the single subject, and `interrupted`
 */
export async function look(
  source: VideoSource,
  { subjects, ...wish }: Question,
  notice: Pick<VideoRequest, 'onProgress' | 'onCost' | 'signal'>,
): Promise<Looked> {
  const [first] = subjects;
  if (subjects.length < 2 || first === undefined) {
    const channels = await source.read({ subject: first ?? null, ...wish, ...notice });
    return { channels, several: channels.length > 1 };
  }
  const { default: pLimit } = await import('p-limit');
  const inTurn = pLimit(AT_ONCE);
  const read = async (subject: ChannelRef): Promise<readonly (ChannelVideos | SubjectFailure)[]> => {
    try {
      return await source.read({ subject, ...wish, ...notice });
    } catch (error) {
      if (error instanceof Failure && error.kind === 'interrupted') throw error;
      return [subjectFailure(subject.given, asFailure(error))];
    }
  };
  const channels = await Promise.all(subjects.map((subject) => inTurn(() => read(subject))));
  return { channels: channels.flat(), several: true };
}
