// Real channels for benches, read by the program's own reader.
import { fileURLToPath } from 'node:url';
import { fromSource } from './from-source.mjs';

export const CHANNEL_FILES = fileURLToPath(new URL('../../shared/data/channels/', import.meta.url));
const { fileSource } = await fromSource('src/providers/files/file-source.ts');

/** The channels of a file below ../shared/data/channels, each with its videos, newest first. */
export function channelsOf(name) {
  const source = fileSource({ paths: [CHANNEL_FILES + name], openStdin: () => process.stdin, now: Date.now });
  return source.read({ subject: null, limit: null, since: null, until: null });
}

/** The two looks at French channels of early 2026, a week apart, by channel; only those that are in both. */
export async function twoLooks() {
  const [before, after] = await Promise.all(
    ['fr_tech_200ch_videos_2026-01.csv', 'fr_tech_200ch_videos_2026-02.csv'].map(channelsOf),
  );
  const look = ({ videos, collectedAt }) => ({ videos, at: collectedAt });
  return before.flatMap((earlier) => {
    const later = after.find(({ channel }) => channel.id === earlier.channel.id);
    return later === undefined ? [] : [{ id: earlier.channel.id, earlier: look(earlier), later: look(later) }];
  });
}
