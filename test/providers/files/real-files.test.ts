import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/errors.js';
import { fileSource } from '../../../src/providers/files/file-source.js';
import { ALL, NOW } from './read-text.js';

const root = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const there = existsSync(root);

const read = (path: string) =>
  fileSource({ paths: [root + path], openStdin: () => process.stdin, now: () => NOW }).read(ALL);

/**
 * Channels, videos, dated ones, ones with views, and the sum of the views. Counted with Python's csv and json modules
 * (distinct pairs of channel and id, the latest snapshot of each; Studio's Total rows and cut records left out).
 */
const TABLES: readonly (readonly [string, number, number, number, number, number | null])[] = [
  ['channels/3blue1brown_video_df.csv', 1, 162, 162, 162, 430_702_976],
  ['channels/ai_competitors_all_videos.csv', 28, 278, 278, 278, 17_138_297],
  ['channels/allin_podcast.json', 1, 134, 134, 134, null],
  ['channels/bangtantv_video_df.csv', 1, 2422, 2422, 2414, 16_351_882_811],
  ['channels/fr_tech_200ch_videos_2026-01.csv', 131, 4401, 4401, 4401, 223_226_158],
  ['channels/fr_tech_200ch_videos_2026-02.csv', 200, 6616, 6616, 6616, 518_191_497],
  ['channels/google_developers_noid.csv', 1, 6557, 6557, 6557, 313_446_945],
  ['channels/infosec_28ch_all_videos.jsonl', 28, 4786, 4786, 4786, null],
  ['channels/liveoverflow_with_descriptions.jsonl', 1, 336, 336, 336, null],
  ['channels/mrbeast.csv', 1, 293, 293, 293, null],
  ['channels/podpah_pt_playlists.csv', 1, 122, 122, 122, 41_165_610],
  ['channels/vegan_346ch_videos.csv', 346, 978, 978, 978, 301_089_271],
  ['studio/areikher_table_data.csv', 1, 71, 68, 71, 46_333],
  ['studio/oisin_table_data.csv', 1, 102, 102, 102, 97_001],
  ['studio/oisin_table_data_edited.csv', 1, 100, 100, 100, null],
  ['studio/priyanka_table_data.csv', 1, 442, 442, 442, 153_235],
  ['studio/rianaditama_table_data.csv', 1, 154, 151, 154, 92_015],
  ['trending/2020/JP_youtube_trending_data.csv', 225, 292, 292, 292, 357_988_196],
  ['trending/2020/US_youtube_trending_data.csv', 274, 329, 329, 329, 761_777_542],
  ['ytdlp/tubesync_metadata.json', 1, 1, 1, 0, null],
  ['ytdlp/tubesync_metadata_60fps.json', 1, 1, 1, 0, null],
  ['ytdlp/tubesync_metadata_60fps_hdr.json', 1, 1, 1, 0, null],
  ['ytdlp/tubesync_metadata_hdr.json', 1, 1, 1, 0, null],
  ['ytdlp/tubesync_metadata_low_formats.json', 1, 1, 1, 1, null],
  ['ytdlp/yogscast_ttt_playlist_print.json', 1, 1045, 1045, 0, 0],
  ['rss/google_channel_2015.xml', 1, 15, 15, 15, null],
  ['scale/hololive_uploads.csv.gz', 73, 81_021, 81_021, 0, 0],
  ['api/python-youtube/apidata/videos/insert_response.json', 1, 1, 1, 0, 0],
  ['api/python-youtube/apidata/videos/videos_chart_paged_1.json', 5, 5, 5, 0, 0],
  ['api/python-youtube/apidata/videos/videos_chart_paged_2.json', 3, 3, 3, 0, 0],
  ['api/python-youtube/apidata/videos/videos_info_multi.json', 2, 2, 2, 0, 0],
  ['api/python-youtube/apidata/videos/videos_info_single.json', 1, 1, 1, 0, 0],
  ['api/python-youtube/apidata/videos/videos_myrating_paged_1.json', 2, 2, 2, 0, 0],
  ['api/python-youtube/apidata/videos/videos_myrating_paged_2.json', 1, 1, 1, 0, 0],
  ['api/python-youtube/apidata/playlist_items/insert_response.json', 1, 1, 1, 0, 0],
  ['api/python-youtube/apidata/playlist_items/playlist_items_filter_video.json', 1, 1, 1, 0, 0],
  ['api/python-youtube/apidata/playlist_items/playlist_items_multi.json', 1, 2, 2, 0, 0],
  ['api/python-youtube/apidata/playlist_items/playlist_items_paged_1.json', 1, 10, 10, 0, 0],
  ['api/python-youtube/apidata/playlist_items/playlist_items_paged_2.json', 1, 3, 3, 0, 0],
  ['api/python-youtube/apidata/playlist_items/playlist_items_single.json', 1, 1, 1, 0, 0],
  ['api/python-youtube/apidata/search/search_by_developer.json', 4, 5, 5, 0, 0],
  ['api/python-youtube/apidata/search/search_by_event.json', 25, 25, 25, 0, 0],
  ['api/python-youtube/apidata/search/search_by_keywords_p1.json', 18, 25, 25, 0, 0],
  ['api/python-youtube/apidata/search/search_by_keywords_p2.json', 17, 25, 25, 0, 0],
  ['api/python-youtube/apidata/search/search_by_location.json', 1, 5, 5, 0, 0],
  ['api/python-youtube/apidata/search/search_by_mine.json', 1, 2, 2, 0, 0],
  ['api/python-youtube/apidata/search/search_by_related_video.json', 2, 5, 5, 0, 0],
  ['api/python-youtube/apidata/search/search_videos_by_channel.json', 1, 5, 5, 0, 0],
  ['api/python-youtube/modeldata/playlist_items/playlist_item_api_response.json', 1, 3, 3, 0, 0],
  ['api/python-youtube/modeldata/playlist_items/playlist_item_info.json', 1, 1, 1, 0, 0],
  ['api/python-youtube/modeldata/search_result/search_result.json', 1, 1, 1, 0, 0],
  ['api/python-youtube/modeldata/search_result/search_result_api_response.json', 1, 3, 3, 0, 0],
  ['api/python-youtube/modeldata/videos/video_api_response.json', 1, 1, 1, 1, null],
  ['api/python-youtube/modeldata/videos/video_info.json', 1, 1, 1, 1, null],
  ['api/smappnyu/recommendation.json', 2, 5, 5, 0, 0],
  ['api/smappnyu/video_metadata.json', 1, 1, 1, 1, null],
  ['api/youtubeaio/playlist_item_response_snippet_content_details.json', 1, 5, 5, 0, 0],
  ['api/youtubeaio/video_response_1.json', 2, 2, 2, 2, null],
  ['api/youtubeaio/video_response_2.json', 1, 1, 1, 1, null],
  ['api/youtubeaio/video_response_snippet.json', 1, 1, 1, 0, 0],
];

const NOT_VIDEOS: readonly (readonly [RegExp, RegExp])[] = [
  [/channel_daily_snapshots/, /is a table of channels by day/],
  [/channels_reference|vegan_channels/, /is a list of channels/],
  [/priyanka_chart_data/, /is a YouTube Studio chart export: one row per day and video, no totals/],
  [/priyanka_totals/, /is a YouTube Studio totals export: views per day, no videos/],
  [/takeout.*zip$/, /is a zip archive of Google Takeout/],
  [/takeout.*csv$/, /is a list of subscriptions \(Google Takeout\)/],
  [
    /takeout.*json$|\/subscriptions?\/(?:subscription|resp|1\/base)|\/subscriptions\/|subscription(?:\/base|\.json|_response)/,
    /subscriptions of|no list of videos|part of an API answer/,
  ],
  [/gdata_v2/, /old GData API, which YouTube ended in 2015/],
  [/minimal_metadata/, /is a yt-dlp dump without id and title/],
  [/_category_id\.json|categor(?:y|ies)/, /is a category list/],
  [/activit(?:y|ies)_(?!snippet|contentDetails)|activity\.json/, /activity list/],
  [/error|quotaExceeded|not_activated/, /is an error answer of the API/],
  [/token|client_secret_(?:web|installed)/, /is a file with credentials/],
  [/comment_threads?_?(?:s|single|all|by|multi|with|api|info)|comment_threads\//, /comment/],
  [/comments?[_/]/, /is a list of comments/],
  [/captions?\/(?:captions|insert|update|caption(?:_response)?\.json)|smappnyu\/caption/, /is a caption list/],
  [/channel_sections?|section/, /is a list of channel sections/],
  [/channel_banners/, /channel banner/],
  [
    /channels?\/(?:info|update|1\/base|base|channel_info|channel_api)|channel_info|channel_metadata|channel_response/,
    /is a list of channels/,
  ],
  [/search_channels/, /is a search for channels or playlists/],
  [
    /playlists?\/(?:insert|playlists_|playlist_api|playlist_info)|playlist_meta|search_result_id/,
    /is a list of playlists/,
  ],
  [/playlist_item\/base|video\/base/, /without a single item/],
  [/(?:playlist_item|video)\/1\/base/, /without titles: it was asked for without part=snippet/],
  [/abuse/, /reasons to report/],
  [/language/, /is a list of languages/],
  [/region/, /is a list of regions/],
  [/member/, /is a list of member/],
  [/[sS]nippet\.json$/, /part of an API answer|no list of videos/],
  [/./, /is JSON, but no list of videos: it has no titles with ids, views or dates/],
];

function filesUnder(folder: string): string[] {
  return readdirSync(root + folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length));
}

describe.skipIf(!there)('the real files (skipped when shared/data is not there)', () => {
  it.each(TABLES)('reads %s', async (path, channels, videos, dated, viewed, views) => {
    const read_ = await read(path);
    const all = read_.flatMap((channel) => [...channel.videos]);
    expect(read_).toHaveLength(channels);
    expect(all).toHaveLength(videos);
    expect(all.filter(({ publishedAt }) => publishedAt !== null)).toHaveLength(dated);
    expect(all.filter((video) => video.views !== null)).toHaveLength(viewed);
    if (views !== null) expect(all.reduce((sum, video) => sum + (video.views ?? 0), 0)).toBe(views);
  });

  const folders = ['channels', 'studio', 'ytdlp', 'api', 'trending', 'takeout', 'rss', 'scale'];
  const read_ = new Set(TABLES.map(([path]) => path));
  const others = there ? folders.flatMap(filesUnder).filter((path) => !read_.has(path)) : [];

  it.each(others)('refuses %s in one line', async (path) => {
    const error: unknown = await read(path).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof Failure)) throw new Error(`${path} was read, or failed otherwise: ${String(error)}`);
    const expected = NOT_VIDEOS.find(([name]) => name.test(path))?.[1] ?? /never/;
    expect(error.message).toMatch(expected);
    expect(error.exitCode).toBe(3);
    expect(error.message + error.hint).not.toMatch(/[\u0000-\u001f]/);
  });

  it('counts the records that the trending files lose at their end, and the lost character', async () => {
    const japan = await read('trending/2020/JP_youtube_trending_data.csv');
    expect(japan[0]?.notes).toContain('1 record cut off at the end of the file: dropped.');
    const america = await read('trending/2020/US_youtube_trending_data.csv');
    expect(america[0]?.notes).toEqual([
      '1 record cut off at the end of the file: dropped.',
      '543 rows repeat a video: the latest row of each counts.', // 872 whole rows, 329 ids
    ]);
  });

  it('keeps the one row of mrbeast.csv whose id a spreadsheet has eaten, and says so', async () => {
    const [channel] = await read('channels/mrbeast.csv');
    expect(channel?.notes).toEqual([
      '1 id is no video id (spreadsheets damage them): unknown.',
      '244 rows repeat a video: the latest row of each counts.',
    ]);
    expect(channel?.videos.filter(({ id }) => id === null)[0]?.title).toBe('Channel Update.');
  });

  it('joins the two snapshots of the French channels into one set, the later one counting', async () => {
    const names = ['01', '02'].map((month) => `${root}channels/fr_tech_200ch_videos_2026-${month}.csv`);
    const joined = await fileSource({ paths: names, openStdin: () => process.stdin, now: () => NOW }).read(ALL);
    const steven = joined.find(({ channel }) => channel.title === 'STEVEN');
    expect(steven?.videos.filter(({ id }) => id === 'f6x1WVSR-4U')[0]?.views).toBe(87_600);
    expect(steven?.source.fetchedAt).toBe('2026-02-04T10:09:16.423Z');
    // 4401 + 6616 rows, 3928 videos in both (the data's README).
    expect(joined.reduce((sum, { videos }) => sum + videos.length, 0)).toBe(7089);
  });
});
