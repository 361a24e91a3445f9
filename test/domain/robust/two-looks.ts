import { fileSource } from '../../../src/providers/files/file-source.js';
import type { Video } from '../../../src/domain/video.js';
import { AS_OF } from '../made-up-video.js';
import { CHANNELS } from '../real-channels.js';

interface Look {
  readonly videos: readonly Video[];
  readonly at: number;
}

/** The channels that are in both files of French channels, a week apart, newest video first. */
export async function twoLooks(): Promise<{ readonly earlier: Look; readonly later: Look }[]> {
  const [before = [], after = []] = await Promise.all(
    ['01', '02'].map(async (month) => {
      const paths = [`${CHANNELS}fr_tech_200ch_videos_2026-${month}.csv`];
      const source = fileSource({ paths, openStdin: () => process.stdin, now: () => AS_OF });
      const channels = await source.read({ subject: null, limit: null, since: null, until: null });
      return channels.map(({ channel, videos, collectedAt }) => ({
        id: channel.id,
        look: { videos: [...videos], at: collectedAt ?? NaN },
      }));
    }),
  );
  return before.flatMap(({ id, look }) => {
    const later = after.find((one) => one.id === id);
    return later === undefined ? [] : [{ earlier: look, later: later.look }];
  });
}
