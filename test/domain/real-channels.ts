import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { parseDuration } from '../../src/domain/duration.js';
import type { Video } from '../../src/domain/video.js';
import { video } from './made-up-video.js';

/** Real channels, kept beside the repository. */
export const CHANNELS = fileURLToPath(new URL('../../../shared/data/channels/', import.meta.url));

/** Two zones without clock changes, so that Python needs no time zone tables. */
export const ZONES = { UTC: 0, 'Asia/Kolkata': 330 } as const;

/** A file of real channels: which column means what, and the day that ages are counted to. */
export interface Sample {
  readonly file: string;
  readonly asOf: string;
  readonly channels: number;
  readonly videos: number;
  readonly zone: keyof typeof ZONES;
  readonly columns: Readonly<Record<string, string>>;
}

export const SAMPLES: readonly Sample[] = [
  {
    file: 'fr_tech_200ch_videos_2026-01.csv',
    asOf: '2026-01-28T00:26:46.333+00:00',
    channels: 131,
    videos: 4401,
    zone: 'Asia/Kolkata',
    columns: {
      channel: 'channel_id',
      id: 'video_id',
      published: 'published_at',
      duration: 'duration_iso8601',
      views: 'view_count',
      likes: 'like_count',
      comments: 'comment_count',
    },
  },
  {
    file: 'ai_competitors_all_videos.csv',
    asOf: '2024-01-05T00:00:00+00:00',
    channels: 28,
    videos: 278,
    zone: 'UTC',
    columns: {
      channel: 'channel_id',
      id: 'video_id',
      published: 'video_pub_date',
      duration: 'video_duration',
      views: 'video_view_count',
      likes: 'video_like_count',
      comments: 'video_comment_count',
    },
  },
  {
    file: 'infosec_28ch_all_videos.jsonl',
    asOf: '2023-03-14T00:00:00+00:00',
    channels: 28,
    videos: 4786,
    zone: 'Asia/Kolkata',
    // The comments are left out on purpose: the engagement is unknown for all. No duration: so is every format.
    columns: { channel: 'channel_id', id: 'video_id', published: 'published', views: 'views', likes: 'likes' },
  },
  {
    file: 'bangtantv_video_df.csv',
    asOf: '2023-12-24T00:00:00+00:00',
    channels: 1,
    videos: 2422,
    zone: 'UTC',
    columns: {
      channel: 'channelTitle',
      id: 'video_id',
      published: 'publishedAt',
      duration: 'duration',
      views: 'viewCount',
      likes: 'likeCount',
      comments: 'commentCount',
    },
  },
];

function rowsOf(file: string): readonly Record<string, unknown>[] {
  const text = readFileSync(CHANNELS + file, 'utf8').replace(/^\ufeff/, '');
  if (!file.endsWith('.jsonl'))
    return Papa.parse<Record<string, unknown>>(text, { header: true, skipEmptyLines: true }).data;
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** The videos of each channel of a file, read without the program's own reader. */
export function channelsOf({ file, columns }: Sample): Map<string, Video[]> {
  const channels = new Map<string, Video[]>();
  for (const row of rowsOf(file)) {
    const cell = (meaning: string) => {
      const value = row[columns[meaning] ?? ''];
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    };
    const number = (meaning: string) => (cell(meaning) === '' ? null : Number(cell(meaning)));
    const videos = channels.get(cell('channel')) ?? [];
    channels.set(cell('channel'), videos);
    videos.push(
      video({
        id: cell('id'),
        publishedAt: Date.parse(cell('published')),
        durationSeconds: parseDuration(cell('duration')),
        views: number('views'),
        likes: number('likes'),
        comments: number('comments'),
      }),
    );
  }
  return channels;
}
