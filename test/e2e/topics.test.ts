import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { freshFolder, jsonOf, runInsight, type Surroundings } from './run-insight.js';

const KEY = 'AIzaSyCANARY-topics-0000000000000000-9c1d';
const MODEL_KEY = 'AIzaSyCANARY-model-00000000000000000-4b2e';

interface Cost {
  readonly requests: number;
  readonly units: number;
  readonly searches: number;
  readonly modelCalls: number;
}

interface Result {
  readonly source: { readonly kind: string; readonly cached: boolean; readonly cost: Cost };
  readonly asOf: string | null;
  readonly sample: Readonly<Record<string, number | null>>;
  readonly keywords: readonly Keyword[];
  readonly hashtags: readonly { readonly tag: string; readonly source: string; readonly videos: number | null }[];
  readonly videos: readonly Row[];
}

interface Keyword {
  readonly keyword: string;
  readonly source: string;
  readonly group: string;
  readonly suggestRank: number | null;
  readonly relevance: number | null;
  readonly demand: { readonly viewsPerDay: number | null; readonly videos: number | null };
  readonly competition: { readonly score: number | null };
  readonly opportunity: number | null;
  readonly evidence: { readonly search: string | null; readonly searchedAt: string | null };
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly views: number;
  readonly thumbnailUrl: string;
  readonly durationSeconds: number;
  readonly publishedAt: string;
  readonly seenAt: string;
}

interface Plan {
  readonly plan: Readonly<Record<'atMost' | 'usual', Cost>>;
}

let emulator: Emulator;
const folder = freshFolder();
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.reset();
});
afterAll(async () => {
  await emulator.close();
  folder.remove();
});

const withKey = (home?: string): Surroundings => ({
  emulator,
  env: { YOUTUBE_API_KEY: KEY },
  ...(home === undefined ? {} : { home: join(folder.path, home) }),
});
const keyless = (home?: string): Surroundings => ({
  emulator,
  ...(home === undefined ? {} : { home: join(folder.path, home) }),
});
const sent = (path: string) => emulator.requests.filter((request) => request.path.startsWith(path)).length;
const costSent = (): Cost => ({
  requests: emulator.requests.length,
  units: sent('/youtube/v3/videos') + sent('/youtube/v3/channels') + sent('/youtube/v3/playlistItems'),
  searches: sent('/youtube/v3/search'),
  modelCalls: sent('/v1beta/'),
});

/** Every number in a value, with its path. */
function numbersIn(value: unknown, path = ''): (readonly [string, number])[] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => numbersIn(member, `${path}.${name}`));
}

describe('what a topic costs', () => {
  it.each([
    [['keywords', 'lighthouse']],
    [['keywords', 'lighthouse', '--limit', '120']],
    [['keywords', 'canoe', '--deep']],
    [['hashtags', 'lighthouse']],
    [['hashtags', '--region', 'DE']],
    [['thumbnails', 'search', 'lighthouse', '--limit', '51']],
    [['thumbnails', 'index', '@made-up-50']],
  ])('%j spends what it says, never more than planned, and nothing twice', { timeout: 60_000 }, async (words) => {
    const home = `cost-${words.join('-').replace(/\W+/g, '-')}`;
    const { plan } = await jsonOf<Plan>([...words, '--plan'], withKey(home));
    expect(emulator.requests).toEqual([]);
    const { source } = await jsonOf<Result>(words, withKey(home));
    expect(source.cost).toMatchObject(costSent());
    for (const part of ['requests', 'units', 'searches', 'modelCalls'] as const) {
      expect([part, source.cost[part]]).toEqual([part, Math.min(source.cost[part], plan.usual[part])]);
      expect(plan.atMost[part]).toBeGreaterThanOrEqual(plan.usual[part]);
    }
    emulator.reset();
    const again = await jsonOf<Result>(words, withKey(home));
    expect([emulator.requests.length, again.source.cached]).toEqual([0, true]);
    expect((await jsonOf<Plan>([...words, '--offline', '--plan'], withKey(home))).plan.atMost.requests).toBe(0);
    await jsonOf<Result>([...words, '--refresh'], withKey(home));
    expect(costSent()).toMatchObject(source.cost.searches > 0 ? { searches: source.cost.searches } : {});
    expect(emulator.requests.length).toBeGreaterThan(0);
  });

  it('is no more than planned when everything fails', async () => {
    emulator.fail({ path: '/youtube/v3/search', kind: 'server-error' });
    const { plan } = await jsonOf<Plan>(['keywords', 'kiln', '--plan'], withKey());
    expect((await runInsight(['keywords', 'kiln'], withKey())).code).toBe(5);
    expect(costSent().searches).toBeLessThanOrEqual(plan.atMost.searches);
  });
});

describe('keywords', () => {
  it('have figures of the videos that carry them, each with its search and its date', async () => {
    const { keywords, sample, source, asOf } = await jsonOf<Result>(['keywords', 'lighthouse'], withKey());
    expect([source.kind, sample]).toEqual(['api', { videos: 50, suggestions: 10, ownSearches: 0 }]);
    const topic = keywords.find(({ keyword }) => keyword === 'lighthouse');
    expect(topic).toMatchObject({ source: 'autocomplete', suggestRank: 1, demand: { videos: 50 }, group: 'primary' });
    for (const { demand, competition, opportunity, relevance, evidence } of keywords) {
      expect(evidence).toMatchObject({ search: 'topic', searchedAt: asOf });
      expect(relevance).toBeGreaterThanOrEqual(0);
      expect(relevance).toBeLessThanOrEqual(1);
      if (demand.videos === 0) expect([demand.viewsPerDay, competition.score, opportunity]).toEqual([null, null, null]);
      else expect(demand.viewsPerDay).toBeGreaterThan(0);
      expect(opportunity === null || (opportunity >= 0 && opportunity <= 100)).toBe(true);
    }
    expect(new Set(keywords.map(({ keyword }) => keyword)).size).toBe(keywords.length);
  });

  it('without a key are those that people type, and no figure is made up', async () => {
    const { stdout, stderr, code } = await runInsight(['keywords', 'lighthouse', '--json'], keyless());
    const result = JSON.parse(stdout) as Result;
    expect([code, result.source.kind, result.sample.videos]).toEqual([0, 'suggest', null]);
    expect(stderr).toMatch(/no figures: there is no YOUTUBE_API_KEY/);
    const numbers = numbersIn(result.keywords).map(([path]) => path.replace(/^\.\d+/, ''));
    expect([...new Set(numbers)]).toEqual(['.suggestRank']);
    expect(numbers).toHaveLength(result.keywords.length);
    const screen = await runInsight(['keywords', 'lighthouse'], keyless());
    expect(screen.stdout).not.toMatch(/PER DAY|COMPETING|CHANCE/);
  });

  it('offline are the kept ones, and without any exit 3', async () => {
    const nothing = await runInsight(['keywords', 'lighthouse', '--offline'], keyless());
    expect([nothing.code, nothing.stdout, emulator.requests]).toEqual([3, '', []]);
    expect((await runInsight(['keywords', 'lighthouse', '--offline'], withKey())).code).toBe(3);
    await runInsight(['keywords', 'sundial'], keyless('kept'));
    emulator.reset();
    const kept = await jsonOf<Result>(['keywords', 'sundial', '--offline'], keyless('kept'));
    expect([kept.source.cached, emulator.requests]).toEqual([true, []]);
    expect(numbersIn(kept.keywords).filter(([path]) => !path.endsWith('.suggestRank'))).toEqual([]);
    // With a key the search is not kept; what is kept is shown without figures all the same.
    const half = await runInsight(['keywords', 'sundial', '--offline', '--json'], withKey('kept'));
    expect([half.code, half.stderr]).toEqual([0, expect.stringContaining('without videos')]);
    expect(numbersIn((JSON.parse(half.stdout) as Result).keywords).every(([path]) => path.endsWith('Rank'))).toBe(true);
  });

  it('go on without autocomplete, and say so', async () => {
    emulator.fail({ path: '/complete', kind: 'html' });
    const { stdout, stderr, code } = await runInsight(['keywords', 'lighthouse', '--json'], withKey());
    const { keywords, sample } = JSON.parse(stdout) as Result;
    expect([code, sample.suggestions, stderr]).toEqual([0, null, expect.stringContaining('without autocomplete')]);
    expect(keywords.every(({ suggestRank, source }) => suggestRank === null && source === 'videos')).toBe(true);
    expect((await runInsight(['keywords', 'lighthouse'], keyless())).code).toBe(5);
  });

  it('fail with 6 when the day of searches is over, after one request', async () => {
    emulator.fail({ path: '/youtube/v3/search', kind: 'search-per-day' });
    const { code, stdout, stderr } = await runInsight(['keywords', 'lighthouse'], withKey());
    expect([code, stdout, sent('/youtube/v3/search')]).toEqual([6, '', 1]);
    expect(stderr).not.toMatch('--source feed');
  });

  it('with --deep have a search of their own for the five most promising, and keep what was paid for', async () => {
    const { keywords, sample } = await jsonOf<Result>(['keywords', 'canoe', '--deep'], withKey());
    expect([sample.ownSearches, sent('/youtube/v3/search')]).toEqual([5, 6]);
    expect(keywords.filter(({ evidence }) => evidence.search === 'own')).toHaveLength(5);
    emulator.reset();
    emulator.fail({ path: '/youtube/v3/search', kind: 'search-per-day', after: 3 });
    const { stdout, stderr, code } = await runInsight(['keywords', 'canoe', '--deep', '--json'], withKey());
    expect([code, (JSON.parse(stdout) as Result).sample.ownSearches]).toEqual([0, 2]);
    expect(stderr).toMatch(/no search of its own/);
    emulator.reset();
    emulator.fail({ path: '/youtube/v3/search', kind: 'server-error', after: 3 });
    const failing = await runInsight(['keywords', 'canoe', '--deep', '--json'], withKey());
    const { sample: kept, source } = JSON.parse(failing.stdout) as Result;
    // The third search of their own is sent three times, and no other after it.
    expect([failing.code, kept.ownSearches, source.cost.searches]).toEqual([0, 2, 6]);
    expect(source.cost).toMatchObject(costSent());
  });

  it('of a model have no figure at all', async () => {
    const env = { YOUTUBE_API_KEY: KEY, GEMINI_API_KEY: MODEL_KEY };
    const { keywords, source } = await jsonOf<Result>(['keywords', 'lighthouse'], { emulator, env });
    const suggested = keywords.filter((keyword) => keyword.source === 'ai');
    expect([suggested.length > 0, source.cost.modelCalls]).toEqual([true, 1]);
    expect(numbersIn(suggested)).toEqual([]);
    const { plan } = await jsonOf<Plan>(['keywords', 'lighthouse', '--plan'], { emulator, env });
    // A question and its repair, each refused twice for being too fast.
    expect(plan.atMost.modelCalls).toBe(6);
  });

  it('of a model stand apart on the screen, however narrow, and are not lost under the others', async () => {
    const env = { YOUTUBE_API_KEY: KEY, GEMINI_API_KEY: MODEL_KEY };
    const { stdout } = await runInsight(['keywords', 'lighthouse'], { emulator, env });
    const [, suggested = ''] = stdout.split('Suggested by a model (measured by nobody)\n');
    expect(suggested.split('\n')[0]).toMatch(/^ {2}\S.*( +–){5}$/);
    expect((await runInsight(['keywords', 'lighthouse'], withKey())).stdout).not.toContain('Suggested by a model');
  });

  it('go on when a model fails', async () => {
    emulator.fail({ path: '/v1beta', kind: 'reset' });
    const env = { YOUTUBE_API_KEY: KEY, GEMINI_API_KEY: MODEL_KEY };
    const { code, stderr } = await runInsight(['keywords', 'lighthouse'], { emulator, env });
    expect([code, stderr]).toEqual([0, expect.stringContaining('suggested no keywords')]);
  });

  it('take a topic of several words and any script, and codes of two letters alone', async () => {
    const { keywords } = await jsonOf<Result>(
      ['keywords', '日本の橋', '--language', 'JA', '--region', 'jp'],
      withKey(),
    );
    expect(keywords.length).toBeGreaterThan(0);
    const asked = emulator.requests.map(({ path, query }) => [
      path,
      query.hl ?? query.relevanceLanguage,
      query.gl ?? query.regionCode,
    ]);
    expect(asked.slice(0, 2).toSorted()).toEqual([
      ['/complete/search', ['ja'], ['JP']],
      ['/youtube/v3/search', ['ja'], ['JP']],
    ]);
    for (const words of [
      ['keywords'],
      ['keywords', ' '],
      ['keywords', 'x', '--region', 'DEU'],
      ['keywords', 'x', '--language', 'english'],
    ]) {
      expect((await runInsight(words, withKey())).code, words.join(' ')).toBe(2);
    }
  });
});

describe('hashtags', () => {
  it('of a topic are those of the videos of one search', async () => {
    const result = await jsonOf<Result>(['hashtags', 'lighthouse'], withKey());
    expect(result).toMatchObject({ topic: 'lighthouse', sample: { videos: 50 } });
    expect(result.hashtags.length).toBeGreaterThan(3);
    expect(costSent()).toMatchObject({ searches: 1, units: 2, requests: 3 });
  });

  it('of a region are those of the chart, said to be music, films and games only', async () => {
    const { stdout } = await runInsight(['hashtags', '--region', 'de'], withKey());
    expect(stdout).toMatch(/music, films and games only/);
    expect(emulator.requests[0]?.query).toMatchObject({ chart: ['mostPopular'], regionCode: ['DE'] });
  });

  it('of a model come after the real ones, uncounted', async () => {
    const env = { YOUTUBE_API_KEY: KEY, GEMINI_API_KEY: MODEL_KEY };
    const how = { emulator, env, home: join(folder.path, 'asked-a-model') };
    const { hashtags } = await jsonOf<Result>(['hashtags', 'lighthouse'], how);
    const kinds = hashtags.map(({ source }) => source);
    expect(kinds.lastIndexOf('videos')).toBeLessThan(kinds.indexOf('ai'));
    expect(numbersIn(hashtags.filter(({ source }) => source === 'ai'))).toEqual([]);
    for (const { tag } of hashtags) expect(tag).toMatch(/^#[\p{L}\p{M}\p{N}_]+$/u);
    // The videos are kept, the model is not: what it was just asked did not come from the cache.
    const { source } = await jsonOf<Result>(['hashtags', 'lighthouse'], how);
    expect(source).toMatchObject({ cached: false, cost: { requests: 1, modelCalls: 1, searches: 0 } });
  });

  it('of a channel are as they were', async () => {
    const result = await jsonOf<object>(['hashtags', '@made-up-50'], withKey());
    expect(result).toMatchObject({ channel: { handle: '@made-up-50' }, sample: { videos: 50 } });
  });

  it('are put on the clipboard when asked to, all in one line', async () => {
    const [bin, copied] = [join(folder.path, 'bin'), join(folder.path, 'copied')];
    mkdirSync(bin);
    writeFileSync(join(bin, 'xsel'), `#!/bin/sh\ncat > ${copied}\n`, { mode: 0o755 });
    const env = { YOUTUBE_API_KEY: KEY, PATH: `${bin}:${process.env.PATH ?? ''}` };
    const { code, stdout, stderr } = await runInsight(['hashtags', 'lighthouse', '--copy', '--json'], {
      emulator,
      env,
    });
    const tags = (JSON.parse(stdout) as Result).hashtags.map(({ tag }) => tag);
    expect([code, readFileSync(copied, 'utf8')]).toEqual([0, tags.join(' ')]);
    expect(stderr).toContain(`${tags.length} hashtags are on the clipboard`);
  });

  it('say it where there is no clipboard, and go well all the same', async () => {
    const { code, stderr, stdout } = await runInsight(['hashtags', 'lighthouse', '--copy'], withKey());
    expect([code, stderr]).toEqual([0, expect.stringContaining('there is no clipboard here')]);
    expect(stdout).toMatch(/#diy/);
  });

  it('are copied as they are shown: the first, or all', { timeout: 20_000 }, async () => {
    const programs = join(folder.path, 'programs');
    const copied = join(folder.path, 'copied.txt');
    mkdirSync(programs);
    writeFileSync(join(programs, 'xsel'), `#!/bin/sh\ncat > '${copied}'\n`, { mode: 0o755 });
    const env = { YOUTUBE_API_KEY: KEY, PATH: `${programs}:${process.env.PATH ?? ''}` };
    const words = ['hashtags', '--from', join(folder.path, 'many.csv'), '--copy'];
    const titles = Array.from({ length: 30 }, (_, at) => `id${String(at).padStart(9, '0')},#tag${at}`);
    writeFileSync(join(folder.path, 'many.csv'), ['video_id,title', ...titles].join('\n'));
    for (const [more, count] of [
      [['--top', '3'], 3],
      [[], 20],
      [['--all'], 30],
    ] as const) {
      const { stderr } = await runInsight([...words, ...more], { env });
      expect(stderr).toContain(`${count} hashtags are on the clipboard.`);
      expect(readFileSync(copied, 'utf8').split(' ')).toHaveLength(count);
    }
  });

  it.each([
    [['hashtags', 'lighthouse'], {}, 4],
    [['hashtags'], { YOUTUBE_API_KEY: KEY }, 2],
    [['hashtags', 'a', 'b', '--until', '2020-01-01'], { YOUTUBE_API_KEY: KEY }, 2],
    [['hashtags', '--region', 'DE', '--since', '30d'], { YOUTUBE_API_KEY: KEY }, 2],
    [['hashtags', '@made-up-3', '--region', 'DE'], { YOUTUBE_API_KEY: KEY }, 2],
    [['hashtags', '@made-up-3', '@made-up-50'], { YOUTUBE_API_KEY: KEY }, 2],
    [['hashtags', '--region', 'DE'], {}, 4],
    [['hashtags', 'lighthouse', '--channel', '@made-up-3'], { YOUTUBE_API_KEY: KEY }, 2],
    [['hashtags', 'lighthouse', '--offline'], { YOUTUBE_API_KEY: KEY }, 3],
  ] as const)('%j with %j ends with %i', async (words, env, expected) => {
    const { code, stdout, stderr } = await runInsight(words, { emulator, env });
    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toMatch(/^insight: .+\nhint: .+\n$/);
  });
});

describe('a topic that nobody made anything of', () => {
  it.each([[['keywords']], [['hashtags']], [['thumbnails', 'search']]])(
    '%j says that nothing was found, ends with 0, and offers no more of it',
    async (command) => {
      const { code, stdout, stderr } = await runInsight([...command, 'zzz nobody'], withKey());
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(/(?:Nothing is known of zzz nobody|was found); fewer.* words find more\.\n/);
      expect(stdout).not.toMatch(/undefined|NaN|--offline|--all/);
      const result = await jsonOf<Result>([...command, 'zzz nobody'], withKey());
      expect(Object.values(result).filter(Array.isArray)).toEqual([[]]);
      expect(result.source.cost.searches).toBe(1);
    },
  );
});

describe('thumbnails', () => {
  it('search YouTube with filters, and offline what was seen', async () => {
    const home = 'seen';
    const words = ['thumbnails', 'search', 'kiln'];
    const { videos } = await jsonOf<Result>([...words, '--order', 'views', '--min-views', '20000'], withKey(home));
    expect(videos.length).toBeGreaterThan(0);
    expect(videos.every(({ views }) => views >= 20_000)).toBe(true);
    emulator.reset();
    const offline = await jsonOf<Result>([...words, '--offline'], keyless(home));
    expect([offline.source.kind, offline.source.cost.requests, emulator.requests]).toEqual(['index', 0, []]);
    // Also what the filter left out of the first run was seen.
    expect(offline.videos).toHaveLength(50);
    expect(new Set(offline.videos.map(({ id }) => id)).size).toBe(50);
    for (const { id, thumbnailUrl } of offline.videos) expect(thumbnailUrl).toContain(`/vi/${id}/`);
    const long = await jsonOf<Result>(
      [...words, '--offline', '--duration', 'long', '--since', '300d', '-n', '3'],
      keyless(home),
    );
    expect(long.videos.length).toBeGreaterThan(0);
    expect(long.videos.length).toBeLessThanOrEqual(3);
    for (const { durationSeconds } of long.videos) expect(durationSeconds).toBeGreaterThan(1200);
    const none = await jsonOf<Result>(['thumbnails', 'search', '"kiln AND (', '--offline'], keyless(home));
    expect(none.videos).toEqual([]);
  });

  it('search needs a key, or something that was seen', async () => {
    const online = await runInsight(['thumbnails', 'search', 'kiln'], keyless());
    expect([online.code, online.stderr]).toEqual([4, expect.stringContaining('--offline')]);
    expect((await runInsight(['thumbnails', 'search', 'kiln', '--offline'], keyless())).code).toBe(3);
    expect((await runInsight(['thumbnails', 'search'], withKey())).code).toBe(2);
    for (const more of [
      ['--region', 'DE'],
      ['--language', 'de', '--plan'],
    ])
      expect((await runInsight(['thumbnails', 'search', 'kiln', '--offline', ...more], withKey())).code).toBe(2);
  });

  it('index a channel without a key, and several in one run', async () => {
    const home = 'indexed';
    const first = await jsonOf<object>(['thumbnails', 'index', '@made-up-120'], keyless(home));
    expect(first).toMatchObject({ indexed: 15, index: { videos: 15, pictures: 0 } });
    const more = await jsonOf<readonly object[]>(['thumbnails', 'index', '@made-up-120', '@made-up-3'], withKey(home));
    expect(more).toMatchObject([{ indexed: 50 }, { indexed: 3, index: { videos: 53 } }]);
    const { videos } = await jsonOf<Result>(['thumbnails', 'search', 'made-up-3', '--offline'], keyless(home));
    expect(videos).toHaveLength(3);
  });
});
