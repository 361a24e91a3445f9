import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controlsIn, linesOf, withoutColours } from './hostile-checks.js';
import { freshFolder, runInsight, type Run } from './run-insight.js';

/** One of each kind: OSC 52, colours, 8-bit CSI, bidi, line ends, a formula, Markdown, markup. Fits into an argument. */
const POISON = '\u001b]52;c;ZXZpbA==\u0007\u001b[31m\u009b2J\u202e\r\n\u2028=1+1|`<b>\u0085👩‍👩‍👧‍👦';
/** As a part of a path. */
const FILE = POISON.replaceAll('/', '');
/** What an argument cannot hold, but an answer can. */
const WORSE = `${POISON}\u0000\ud83d`;
const TABLE = `title,views,published,channel\n${[1, 2, 3, 4, 5].map((day) => `one,${day}0,2026-01-0${day},a`).join('\n')}\n`;

const folder = freshFolder();
const project = join(folder.path, 'project');
const strange = join(folder.path, `home${FILE}`);
let server: Server;
let url = '';
/** What the server says to everybody. */
let answer: { readonly status: number; readonly type: string; readonly body: string };

beforeAll(async () => {
  writeFileSync(join(folder.path, `${FILE}.csv`), TABLE);
  writeFileSync(join(folder.path, `no table${FILE}.csv`), 'dish,minutes\nsoup,20\n');
  writeFileSync(join(folder.path, 'header.csv'), `dish${POISON},"min${POISON}"\nsoup,20\n`);
  writeFileSync(join(folder.path, 'channels.csv'), TABLE.replaceAll(',a\n', `,"${POISON.replaceAll('"', '')}"\n`));
  mkdirSync(project);
  writeFileSync(join(project, 'insight.config.json'), JSON.stringify({ tz: WORSE, [WORSE]: WORSE, format: WORSE }));
  writeFileSync(
    join(project, '.env'),
    `YOUTUBE_API_KEY="AIzaSy${POISON.replaceAll('\n', '')}"\nINSIGHT_TZ='${POISON}'\n`,
  );
  mkdirSync(join(strange, 'config'), { recursive: true });
  writeFileSync(join(strange, 'config', 'keys.json'), JSON.stringify({ youtube: [`AIzaSy${WORSE}`, WORSE] }));
  writeFileSync(join(strange, 'config', 'config.json'), `${POISON}{`);
  server = createServer((_, response) => {
    response.writeHead(answer.status, { 'content-type': answer.type, 'retry-after': '0' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  folder.remove();
  await new Promise((resolve) => server.close(resolve));
});

/** Text alone on both streams; a failure in its two lines, or in its one of JSON, whatever was said. */
function expectTame({ code, stdout, stderr }: Run, words: readonly string[]): void {
  const said = { code, stdout, stderr };
  expect({ ...said, controls: [controlsIn(stdout), controlsIn(withoutColours(stderr))] }).toEqual({
    ...said,
    controls: [[], []],
  });
  expect(stderr).not.toContain('\u001b');
  if (code === 0) return;
  const complaint = linesOf(stderr).filter((line) => !line.startsWith('note: '));
  if (words.includes('--debug')) return;
  if (words.includes('--json')) {
    expect(complaint.map((line) => Object.keys(JSON.parse(line) as object))).toEqual([['error']]);
  } else {
    expect(complaint.map((line) => line.split(': ')[0])).toEqual(['insight', 'hint']);
  }
}

const WORDS: readonly (readonly string[])[] = [
  [POISON],
  ['config', POISON],
  ['help', POISON],
  ['help', 'config', POISON],
  [`--${POISON}`],
  ['outliers', POISON],
  ['outliers', `@${POISON}`],
  ['outliers', `https://www.youtube.com/${encodeURIComponent(POISON)}`],
  ['streak', '@x', `--${POISON}`],
  ['streak', '@x', `--${POISON}=${POISON}`],
  ['videos', '@x', POISON],
  ['hashtags', POISON],
  ...['limit', 'format', 'fields', 'tz', 'since', 'until', 'as-of', 'source', 'top'].map((flag) => [
    'videos',
    '@x',
    `--${flag}`,
    POISON,
  ]),
  ['outliers', '--method', POISON],
  ['outliers', '--from', POISON],
  ['outliers', '--from', `${FILE}.csv`],
  ['outliers', '--from', `${FILE}.csv`, '--channel', POISON],
  ['outliers', '--from', `no table${FILE}.csv`],
  ['outliers', '--from', `no table${FILE}.csv`, '--debug'],
  ['outliers', '--from', 'header.csv'],
  ['outliers', '--from', 'channels.csv', POISON],
  ['outliers', '--from', 'channels.csv', '--plan'],
  ['hashtags', '--from', 'channels.csv', '--channel', POISON],
  ['demo', '--output', join(`nowhere${FILE}`, 'out.csv')],
  ['demo', '--output', `out${FILE}.csv`],
  ['demo', '--output', '.', '--debug'],
  ['config', 'get', POISON],
  ['config', 'set', POISON, 'x'],
  ['config', 'set', 'tz', POISON],
  ['config', 'set', 'youtubeUrl', `http://127.0.0.1/${POISON}`],
  ['config', 'set', 'format', POISON],
  ['config', 'unset', POISON],
  ['keys', 'add', POISON],
  ['keys', 'remove', POISON],
];

const named = (words: readonly string[]) => words.map((word) => (/^[\w .@:/-]+$/.test(word) ? word : '☠')).join(' ');

describe('what a person types', () => {
  it.concurrent.each(WORDS.map((words, at) => [named(words), words, at] as const))(
    'insight %s',
    async (_, words, at) => {
      const run = await runInsight(words, { cwd: folder.path });
      expectTame(run, words);
      // One sink makes all of them JSON.
      if (at % 4 > 0) return;
      const asJson = [...words, '--json'];
      expectTame(await runInsight(asJson, { cwd: folder.path }), asJson);
    },
  );

  it('names of channels on stdin', async () => {
    const words = ['outliers', '-', '--source', 'feed'];
    const stdin = `${POISON.replaceAll('\n', '')}\n@${POISON}\n${WORSE}\n`;
    for (const more of [[], ['--json'], ['--format', 'csv']]) {
      const run = await runInsight([...words, ...more], { stdin, env: { INSIGHT_FEEDS_URL: 'http://127.0.0.1:9/' } });
      expect([0, 1, 130]).not.toContain(run.code);
      expect([controlsIn(run.stdout), controlsIn(run.stderr)]).toEqual([[], []]);
      expect(linesOf(run.stderr).length).toBeLessThanOrEqual(8);
    }
  });

  it('a key from stdin', async () => {
    const run = await runInsight(['keys', 'add', 'youtube', '--with-token'], { stdin: WORSE.replaceAll('\n', '') });
    expect(run.code).toBe(2);
    expectTame(run, []);
  });
});

const SURROUNDINGS = [
  { cwd: project, home: strange },
  { home: strange, env: { INSIGHT_YOUTUBE_URL: POISON, TZ: POISON, INSIGHT_FEEDS_URL: POISON } },
  { env: { INSIGHT_TZ: POISON, YOUTUBE_API_KEY: POISON, YOUTUBE_API_KEY_1: `AIzaSy${POISON}` } },
  // Not LANG: Node itself dies of this one.
  { env: { INSIGHT_FORMAT: POISON, FORCE_COLOR: POISON, TERM: POISON, NO_COLOR: POISON } },
];
const COMMANDS = [
  'config list --show-origin',
  'config path',
  'config get tz',
  'config set source feed',
  'keys list',
  'keys test',
  'quota',
  'cache path',
  'cache stats',
  'cache clear',
  'demo',
  'outliers @x',
];

describe('what stands in settings, variables and names of folders', () => {
  it.concurrent.each(COMMANDS)('insight %s', async (command) => {
    for (const [at, around] of SURROUNDINGS.entries()) {
      const words = [...command.split(' '), at % 2 === 0 ? '--json' : '--no-color'];
      const run = await runInsight(words, around);
      expectTame(run, words);
      if (at % 2 === 0 && run.stdout !== '') JSON.parse(run.stdout);
    }
  });
});

const JSON_TYPE = 'application/json';
const ERROR = { code: 400, message: WORSE, status: WORSE, errors: [{ message: WORSE, domain: WORSE, reason: WORSE }] };
const CHANNEL = {
  kind: WORSE,
  etag: WORSE,
  id: 'UC0000000000000000000000',
  snippet: { title: WORSE, customUrl: `@${WORSE}`, description: WORSE },
  statistics: { subscriberCount: WORSE, videoCount: WORSE, viewCount: WORSE },
  contentDetails: { relatedPlaylists: { uploads: WORSE } },
};
const FEED = `<?xml version="1.0"?><feed xmlns:yt="y" xmlns:media="m"><title>${POISON.replaceAll('<b>', '')}&#27;[31m</title>
<yt:channelId>UC0000000000000000000000</yt:channelId><author><name><![CDATA[${POISON}]]></name></author>
${Array.from(
  { length: 6 },
  (_, at) => `<entry><yt:videoId>hostile000${at}</yt:videoId><title><![CDATA[${POISON}]]>&#27;]52;c;eA==&#7;</title>
<published>2026-01-0${at + 1}T00:00:00+00:00</published><media:group><media:description>#tag&#155;2J</media:description>
<media:community><media:statistics views="${at}0"/></media:community></media:group></entry>`,
).join('\n')}</feed>`;

describe('what a provider says', () => {
  it.each([
    ['400 with an error', 400, JSON_TYPE, JSON.stringify({ error: ERROR })],
    ['403 with an error', 403, JSON_TYPE, JSON.stringify({ error: { ...ERROR, code: 403 } })],
    ['404 with markup', 404, 'text/html', `<title>${WORSE}</title>`],
    ['a channel', 200, JSON_TYPE, JSON.stringify({ items: [CHANNEL] })],
    ['no JSON', 200, JSON_TYPE, WORSE],
    ['a feed', 200, 'text/xml', FEED],
    [
      'a page',
      200,
      'text/html',
      `<link rel="alternate" type="application/rss+xml" href="${POISON}channel_id=${POISON}">`,
    ],
  ])('%s', async (name, status, type, body) => {
    answer = { status, type, body };
    const env = { INSIGHT_YOUTUBE_URL: url, INSIGHT_FEEDS_URL: url };
    const each = ['outliers', 'hashtags'].flatMap((command) => [
      { words: [command, '@x'], env: { ...env, YOUTUBE_API_KEY: 'any-key-will-do' } },
      { words: [command, 'UC0000000000000000000000'], env },
      { words: [command, '@x', '@y', '--json'].slice(0, command === 'hashtags' ? 2 : 4), env },
    ]);
    each.push({ words: ['keys', 'test'], env: { ...env, YOUTUBE_API_KEY: 'any-key-will-do' } as typeof env });
    const runs = await Promise.all(each.map(({ words, env: given }) => runInsight(words, { env: given })));
    for (const run of runs) {
      expect([controlsIn(run.stdout), controlsIn(run.stderr)]).toEqual([[], []]);
      expect(run.code).not.toBe(1);
      expect(linesOf(run.stderr).length).toBeLessThanOrEqual(6);
    }
    if (name === 'a feed') expect(runs.filter(({ code }) => code === 0).length).toBeGreaterThanOrEqual(2);
  });
});
