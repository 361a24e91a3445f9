// Whether better scores go with more views, on real channels: `npm run bench:seo`. It prints what it finds, whatever it is.
// Each channel's newest 200 videos at most; every title is compared with the 50 before it, and no keyword is known.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { sampleRankCorrelation } from 'simple-statistics';
import { fromSource } from './from-source.mjs';

const CHANNELS = fileURLToPath(new URL('../../shared/data/channels/', import.meta.url));
/** Which column means what; `day` is when the file was collected. */
const FILES = [
  {
    file: 'fr_tech_200ch_videos_2026-02.csv',
    day: '2026-02-04',
    channel: 'channel_id',
    id: 'video_id',
    title: 'title',
    published: 'published_at',
    views: 'view_count',
    likes: 'like_count',
    comments: 'comment_count',
  },
  {
    file: 'infosec_28ch_all_videos.jsonl',
    day: '2023-03-14',
    channel: 'channel_id',
    id: 'video_id',
    title: 'title',
    tags: 'tags',
    published: 'published',
    views: 'views',
    likes: 'likes',
  },
  {
    file: 'liveoverflow_with_descriptions.jsonl',
    day: '2023-03-14',
    channel: 'channel_id',
    id: 'video_id',
    title: 'title',
    description: 'description',
    tags: 'tags',
    published: 'date',
    views: 'views',
  },
  {
    file: '3blue1brown_video_df.csv',
    day: '2024-01-04',
    channel: 'channelTitle',
    id: 'video_id',
    title: 'title',
    description: 'description',
    tags: 'tags',
    published: 'publishedAt',
    views: 'viewCount',
    likes: 'likeCount',
    comments: 'commentCount',
  },
  {
    file: 'bangtantv_video_df.csv',
    day: '2023-12-24',
    channel: 'channelTitle',
    id: 'video_id',
    title: 'title',
    description: 'description',
    tags: 'tags',
    published: 'publishedAt',
    views: 'viewCount',
    likes: 'likeCount',
    comments: 'commentCount',
  },
  {
    file: 'mrbeast.csv',
    day: '2023-04-02',
    channel: null,
    id: 'videoId',
    title: 'title',
    description: 'description',
    published: 'publishedAt',
    views: 'viewCount',
    likes: 'likeCount',
    comments: 'commentCount',
  },
];
const [FEWEST, MOST, BEFORE] = [12, 200, 50];

if (!existsSync(CHANNELS)) {
  console.log('The real channels are not beside the repository: nothing to measure.');
  process.exit(0);
}
const { seoScore, SEO_WEIGHTS } = await fromSource('./src/domain/seo/seo-score.ts');
const { judge } = await fromSource('./src/domain/analysis.ts');

function rowsOf(file) {
  const text = readFileSync(CHANNELS + file, 'utf8').replace(/^\ufeff/, '');
  if (!file.endsWith('.jsonl')) return Papa.parse(text, { header: true, skipEmptyLines: true }).data;
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

const number = (value) => (value === undefined || value === null || value === '' ? null : Number(value));
/** A list, or Python's way to write one. */
const tagsOf = (value) =>
  Array.isArray(value)
    ? value
    : Array.from(String(value ?? '').matchAll(/'([^']*)'|"([^"]*)"/g), (found) => found[1] ?? found[2]);

function channelsOf(columns) {
  const channels = new Map();
  for (const row of rowsOf(columns.file)) {
    const cell = (meaning) => row[columns[meaning]];
    const channel = columns.channel === null ? columns.file : String(cell('channel'));
    const videos = channels.get(channel) ?? new Map();
    channels.set(channel, videos);
    videos.set(cell('id'), {
      id: cell('id'),
      title: cell('title') ?? '',
      description: columns.description === undefined ? null : (cell('description') ?? ''),
      tags: columns.tags === undefined ? null : tagsOf(cell('tags')),
      publishedAt: Date.parse(cell('published')),
      durationSeconds: null,
      views: number(cell('views')),
      likes: number(cell('likes')),
      comments: number(cell('comments')),
      live: null,
      shortLink: null,
    });
  }
  return [...channels.values()].map((videos) => [...videos.values()].toSorted((a, b) => b.publishedAt - a.publishedAt));
}

function ended(steps) {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values) =>
  Math.sqrt(
    mean(values.map((value) => (value - mean(values)) ** 2)) * (values.length / Math.max(1, values.length - 1)),
  );
const signed = (value) => (value < 0 ? '−' : '+') + Math.abs(value).toFixed(2);
const rank = (a, b) => (new Set(a).size < 2 || new Set(b).size < 2 ? null : sampleRankCorrelation(a, b));

const found = [];
for (const columns of FILES) {
  const asOf = Date.parse(`${columns.day}T23:59:59Z`);
  for (const all of channelsOf(columns)) {
    const videos = all
      .filter(({ publishedAt, views }) => publishedAt <= asOf && views !== null && views > 0)
      .slice(0, MOST + BEFORE);
    if (videos.length < FEWEST) continue;
    const looked = videos.slice(0, MOST);
    const judged = ended(
      judge(
        looked.map((video) => ({ ...video, tags: video.tags ?? [] })),
        asOf,
      ),
    );
    const highs = new Set(
      [...judged.described(judged.places)].filter(({ outlier }) => outlier === 'high').map(({ id }) => id),
    );
    const scored = looked.map((video, at) => {
      const lastTitles = videos.slice(at + 1, at + 1 + BEFORE).map(({ title }) => title);
      const { score, parts } = seoScore({
        title: video.title,
        keyword: null,
        description: video.description,
        tags: video.tags,
        lastTitles,
      });
      return {
        high: highs.has(video.id),
        views: Math.log(video.views),
        score,
        parts: new Map(parts.map((part) => [part.name, part.points === null ? null : part.points / part.of])),
      };
    });
    found.push({ file: columns.file, scored });
  }
}

function line(name, channels) {
  const scored = channels.flatMap((one) => one.scored);
  const [highs, others] = [scored.filter(({ high }) => high), scored.filter(({ high }) => !high)];
  const ranks = channels.flatMap(
    (one) =>
      rank(
        one.scored.map(({ score }) => score),
        one.scored.map(({ views }) => views),
      ) ?? [],
  );
  const error = ranks.length > 1 ? ` ± ${((1.96 * spread(ranks)) / Math.sqrt(ranks.length)).toFixed(2)}` : '';
  const cells = [
    name.padEnd(40),
    channels.length,
    scored.length,
    `${mean(highs.map(({ score }) => score)).toFixed(1)} (${highs.length})`,
    mean(others.map(({ score }) => score)).toFixed(1),
    `${signed(mean(ranks))}${error}`,
  ];
  console.log(cells.map((cell) => String(cell)).join(' | '));
}

console.log(
  'file | channels | videos | mean score of high outliers (n) | of the others | mean rank correlation with views, per channel (± 1.96 standard errors)',
);
for (const { file } of FILES)
  line(
    file,
    found.filter((one) => one.file === file),
  );
line('all', found);

console.log('\npart | channels | mean rank correlation with views, per channel');
for (const [name] of SEO_WEIGHTS) {
  const ranks = found.flatMap(({ scored }) => {
    const known = scored.filter(({ parts }) => parts.get(name) !== null);
    return known.length < FEWEST
      ? []
      : (rank(
          known.map(({ parts }) => parts.get(name)),
          known.map(({ views }) => views),
        ) ?? []);
  });
  if (ranks.length > 0)
    console.log(
      [
        name.padEnd(14),
        ranks.length,
        signed(mean(ranks)) +
          (ranks.length > 1 ? ` ± ${((1.96 * spread(ranks)) / Math.sqrt(ranks.length)).toFixed(2)}` : ''),
      ].join(' | '),
    );
}
