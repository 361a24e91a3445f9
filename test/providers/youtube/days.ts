import type { ChannelVideos, Reading, VideoRequest } from '../../../src/providers/ports.js';
import { apiSource } from '../../../src/providers/youtube.js';
import { startEmulator } from '../../emulator/emulator.js';
import { madeUpChannels, NEWEST } from '../../emulator/made-up-channels.js';
import type { StoredChannel, StoredVideo } from '../../emulator/stored-channel.js';
import { readOne } from '../channel-of.js';
import { realHttp } from '../http/real-http.js';
import { MemoryCache, PLENTY } from '../made-up-parts.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A channel over several days: each look goes to an emulator of what the channel is by then. */
export class Days {
  readonly cache = new MemoryCache();
  now = NEWEST + HOUR;
  constructor(public channel: StoredChannel) {}

  async look(more: Partial<VideoRequest> & { reading?: Reading } = {}): Promise<ChannelVideos & { asked: string[] }> {
    const { reading = 'normal', ...request } = more;
    const emulator = await startEmulator({ channels: [this.channel] });
    const source = apiSource({
      baseUrl: emulator.url,
      keys: ['k'],
      book: PLENTY,
      http: realHttp(),
      cache: this.cache,
      reading,
      now: () => this.now,
      timeZone: () => 'UTC',
    });
    try {
      const found = await readOne(source, this.channel.handle, request);
      return { ...found, asked: emulator.requests.map(({ path }) => path.replace('/youtube/v3/', '')) };
    } finally {
      await emulator.close();
    }
  }

  /** What a reader who knows nothing finds. */
  async anew(more: Partial<VideoRequest> = {}): Promise<ChannelVideos> {
    const other = new Days(this.channel);
    other.now = this.now;
    return other.look(more);
  }

  change(video: (one: StoredVideo, at: number) => StoredVideo): void {
    this.channel = { ...this.channel, videos: this.channel.videos.map(video) };
  }

  upload(count: number): void {
    const added = Array.from({ length: count }, (_, at): StoredVideo => {
      const [first] = this.channel.videos;
      if (first === undefined) throw new Error('no video to copy');
      const id = `new${this.now.toString(36)}${at.toString(36)}`.slice(-11).padStart(11, 'n');
      return { ...first, id, title: `New ${at}`, publishedAt: this.now - at * 1000, state: 'public' };
    });
    this.channel = { ...this.channel, videos: [...added, ...this.channel.videos] };
  }
}

/** A made-up channel of the emulator, from an hour after its newest upload on. */
export function days(handle: string): Days {
  const channel = madeUpChannels(1).find((one) => one.handle === handle);
  if (channel === undefined) throw new Error(`no ${handle}`);
  return new Days(channel);
}

export const facts = ({ channel, videos, total, skipped }: ChannelVideos) => ({ channel, videos, total, skipped });
