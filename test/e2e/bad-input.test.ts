import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { freshFolder, runInsight } from './run-insight.js';

const folder = freshFolder();
/** The smallest PNG there is: 1 × 1, transparent. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const TABLE = 'title,views,published\none,10,2026-01-01\ntwo,20,2026-01-05\nthree,30,2026-01-09\n';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ keys: ['good'] });
  mkdirSync(join(folder.path, 'a folder'));
  writeFileSync(join(folder.path, 'picture.png'), Buffer.from(PICTURE, 'base64'));
  writeFileSync(join(folder.path, 'picture.csv'), Buffer.from(PICTURE, 'base64'));
  // Each byte as often as any other, as in what is random, encrypted or compressed.
  writeFileSync(
    join(folder.path, 'random.csv'),
    Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 167) % 256)),
  );
  writeFileSync(join(folder.path, 'empty.csv'), '');
  writeFileSync(join(folder.path, 'blank.csv'), '\n \n');
  writeFileSync(join(folder.path, 'three.csv'), TABLE);
  writeFileSync(join(folder.path, 'recipes.csv'), 'dish,minutes\nsoup,20\nstew,90\n');
  writeFileSync(join(folder.path, 'two\nlines\u001b[31m.csv'), 'dish,minutes\nsoup,20\n');
});
afterAll(async () => {
  folder.remove();
  await emulator.close();
});

interface Bad {
  readonly words: readonly string[];
  readonly code: number;
  readonly kind: string;
  /** What the message says, and what the hint. */
  readonly says: RegExp;
  readonly hints: RegExp;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const usage = (words: readonly string[], says: RegExp, hints = /./): Bad => ({
  words,
  code: 2,
  kind: 'usage',
  says,
  hints,
});
const missing = (words: readonly string[], says: RegExp, hints = /./): Bad => ({
  words,
  code: 3,
  kind: 'not-found',
  says,
  hints,
});
const few = (words: readonly string[], says: RegExp): Bad => ({
  words,
  code: 3,
  kind: 'too-little-data',
  says,
  hints: /./,
});
const from = (path: string, command = 'outliers') => [command, '--from', path];

const BAD: readonly Bad[] = [
  missing(from('nowhere.csv'), /no file nowhere\.csv/),
  missing(from('a folder'), /a folder is a directory/),
  missing(from('picture.png'), /picture \(PNG\)/, /table of videos/),
  missing(from('picture.csv'), /picture \(PNG\)/),
  missing(from('empty.csv'), /is empty/),
  missing(from('blank.csv'), /./),
  missing(from('random.csv'), /binary data/),
  // What was asked offline is missing, whoever would have been asked.
  {
    ...missing(['outliers', '@x', '--offline'], /nothing is kept/, /without --offline/),
    env: { YOUTUBE_API_KEY: 'a' },
  },
  missing(['outliers', '@x', '--offline'], /nothing is kept/, /without --offline/),
  missing(['outliers', 'https://youtu.be/aaaaaaaaaaa', '--offline'], /nothing is kept/, /without --offline/),
  missing(from('recipes.csv'), /./),
  missing(from('two\nlines\u001b[31m.csv'), /two lines/),
  { ...few(from('three.csv'), /3, and it takes 4/), hints: /^(?!.*--limit).*another file/ },
  {
    ...few(['outliers', '@made-up-3'], /3, and it takes 4/),
    hints: /no more$/,
    env: { YOUTUBE_API_KEY: 'good' },
  },
  {
    ...few(['outliers', '@made-up-50', '--limit', '3'], /3, and it takes 4/),
    hints: /larger --limit/,
    env: { YOUTUBE_API_KEY: 'good' },
  },
  few([...from('three.csv', 'streak'), '--since', '2030-01-01'], /no upload/),
  few([...from('three.csv', 'hashtags'), '--since', '2030-01-01'], /no video/),
  { ...missing(from('-'), /empty/), stdin: '' },
  { ...usage(['outliers', '-'], /stdin names no channel/), stdin: '\n# only a remark\n' },
  { ...missing(['outliers', '@nobody'], /no channel "@nobody"/), env: { YOUTUBE_API_KEY: 'good' } },
  { words: ['outliers', '@nobody'], code: 4, kind: 'key', says: /@nobody/, hints: /YOUTUBE_API_KEY/ },
  { words: ['streak', 'UC0000000000000000000000'], code: 5, kind: 'provider', says: /404/, hints: /YOUTUBE_API_KEY/ },
  { words: ['outliers', '@x', '--source', 'api'], code: 4, kind: 'key', says: /key/, hints: /--source feed/ },
  usage(['outliers', '--from', ''], /--from names no file/, /- for stdin/),
  usage(['outlirs', '@x'], /no command "outlirs"/, /did you mean insight outliers\?/),
  usage(['config', 'lst'], /no command "config lst"/, /did you mean insight config list\?/),
  usage(['thumbnails', 'gen', 'x'], /no command "thumbnails gen"/, /did you mean insight thumbnails generate\?/),
  usage(['score', 'x'], /no command "score x"/, /insight score --help lists them/),
  usage(['toString'], /no command "toString"/),
  usage(['config', '__proto__'], /no command "config __proto__"/),
  usage(['help', 'outlirs'], /no command "outlirs"/, /did you mean/),
  usage(['help', 'toString'], /no command "toString"/),
  usage(['help', 'config', 'toString'], /no command "config toString"/),
  usage(['--limit', '3', 'outliers'], /before the command/, /insight outliers/),
  usage(['outliers', '@x', '--limt', '3'], /--limt/, /did you mean --limit\?/),
  usage(['outliers', '@x', '-Z'], /-Z/, /--help/),
  usage([...from('three.csv'), '--fields', 'title,vews'], /no field "vews"/, /did you mean views\?/),
  usage([...from('three.csv'), '--fields', 'toString'], /no field "toString"/),
  usage([...from('three.csv'), '--fields', ','], /names no field/),
  usage([...from('three.csv'), '--as-of', '2026-02-30'], /--as-of.*2026-02-30/, /2026-01-31/),
  usage([...from('three.csv'), '--since', 'yesterdy'], /--since.*yesterdy/, /30d/),
  usage([...from('three.csv'), '--tz', 'Mars/Base'], /Mars\/Base/, /Europe\/Paris/),
  usage([...from('three.csv'), '--limit', '0'], /whole number from 1/),
  usage(['concepts', 'x', '--count', '0'], /whole number from 1/, /--count 3$/),
  usage([...from('three.csv'), '--limit', '-1'], /whole number from 1/),
  usage([...from('three.csv'), '-n', 'abc'], /whole number from 1.*abc/),
  usage([...from('three.csv'), '--top', '1e3'], /whole number from 1/),
  usage([...from('three.csv'), '--limit'], /--limit/),
  usage([...from('three.csv'), '--format', 'xml'], /xml/, /table, json/),
  usage([...from('three.csv'), '--source', 'feed'], /contradict/),
  usage([...from('three.csv'), '--limit', '3', '--limit'], /--limit/),
  usage(['outliers', '@x', '--source', 'file'], /needs a file/, /--from/),
  usage(['outliers'], /which channel/, /--from PATH/),
  usage(['outliers', 'not a channel'], /no channel/, /@handle/),
  usage(['hashtags'], /topic or channel/, /@handle/),
  usage(['hashtags', 'sourdough', '--until', '2020-01-01'], /--until/, /@name/),
  usage(['hashtags', 'sometopic', '--channel', '@x'], /sometopic/),
  usage(['hashtags', '@a', '@b'], /one channel/),
  usage(['config', 'set', 'youtubeApiKey', 'x'], /secret/, /YOUTUBE_API_KEY/),
  usage(['config', 'set', 'tz'], /one setting and one value/, /config set tz/),
  usage(['config', 'set', 'tz', 'Mars/Base'], /Mars\/Base/),
  usage(['config', 'set', 'nonsense', '1'], /nonsense/),
  usage(['config', 'get', 'nonsense'], /nonsense/, /config list/),
  usage(['config', 'get', 'timezon'], /timezon/),
  usage(['config', 'get', 'sorce'], /sorce/, /did you mean source\?/),
  usage([...from('three.csv'), '--all', '--top', '2'], /--all and --top contradict/, /leave one of them out/),
  usage(['outliers', '-', '--from', '-'], /stdin/),
  usage(['outliers', '--from', '-', '-'], /stdin/),
  usage([...from('-'), '--from', '-'], /once/),
  { ...usage(['demo'], /INSIGHT_TZ/), env: { INSIGHT_TZ: 'Mars/Base' } },
  { ...usage(['demo'], /INSIGHT_FORMAT/), env: { INSIGHT_FORMAT: 'xml' } },
];

const titled = BAD.map((bad) => [['insight', ...bad.words].join(' ').replace(/[^ -~]/g, '?'), bad] as const);

describe('bad input', () => {
  it.concurrent.each(titled)('%s', async (_, { words, code, says, hints, stdin = '', env = {} }) => {
    const run = await runInsight(words, { emulator, cwd: folder.path, stdin, env });
    expect([run.code, run.stdout]).toEqual([code, '']);
    expect(run.stderr).toMatch(/^insight: [^\n]+\nhint: [^\n]+\n$/);
    const [message = '', hint = ''] = run.stderr.split('\n');
    expect(message).toMatch(says);
    expect(hint).toMatch(hints);
    expect(run.stderr).not.toMatch(/\n\s+at |\.js:\d|\u001b/);
  });

  it.concurrent.each(titled)('%s --json', async (_, { words, code, kind, says, stdin = '', env = {} }) => {
    // First, so that a flag that lacks its value still does.
    const [command = '', ...rest] = words;
    const group = ['config', 'help', 'score', 'thumbnails'].includes(command) ? rest.splice(0, 1) : [];
    const run = await runInsight([command, ...group, '--json', ...rest], { emulator, cwd: folder.path, stdin, env });
    expect([run.code, run.stdout]).toEqual([code, '']);
    expect(run.stderr).toMatch(/^\{[^\n]+\}\n$/);
    const { error, ...others } = JSON.parse(run.stderr) as { error: Record<string, unknown> };
    expect([Object.keys(error), others, error.kind]).toEqual([['kind', 'message', 'hint'], {}, kind]);
    expect(error.message).toMatch(says);
    expect(run.stderr).not.toMatch(/\n\s+at |\.js:\d|\u001b/);
  });

  it('what follows is proposed of channels that were there, and had videos', async () => {
    const env = { YOUTUBE_API_KEY: 'good' };
    const words = ['@made-up-50', '@nobody', '@made-up-3'];
    const { code, stdout } = await runInsight(['outliers', ...words], { emulator, env });
    expect(code).toBe(7);
    expect(stdout).toContain('Next: insight streak @made-up-50 @made-up-3');
    expect(stdout).not.toContain('@nobody');
    const none = await runInsight(['videos', '@made-up-50', '--since', '2040-01-01'], { emulator, env });
    expect([none.code, none.stdout.includes('No videos.'), none.stdout.includes('Next:')]).toEqual([0, true, false]);
  });

  it('--json and another format contradict each other', async () => {
    const { code, stdout, stderr } = await runInsight(['demo', '--json', '--format', 'csv']);
    expect([code, stdout, JSON.parse(stderr)]).toEqual([
      2,
      '',
      { error: expect.objectContaining({ kind: 'usage' }) as unknown },
    ]);
  });

  it('shows where it came from with --debug only', async () => {
    const { code, stderr } = await runInsight([...from('nowhere.csv'), '--debug']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^insight: .+\nhint: .+\nFailure: .+\n {4}at /);
  });
});
