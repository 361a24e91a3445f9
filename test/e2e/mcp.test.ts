import { Ajv } from 'ajv';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureIn, rowsOf, startAgent, type Agent } from './agent.js';
import { CANARIES } from './canary.js';
import { jsonOf } from './run-insight.js';
import { sharedEmulator } from './shared-emulator.js';

const shared = sharedEmulator();
const like = (pattern: RegExp | string): unknown => expect.stringMatching(pattern);
const holding = (text: string): unknown => expect.stringContaining(text);
const CHANNELS = ['@made-up-50'];
const keyed = () => ({
  emulator: shared.emulator,
  env: { YOUTUBE_API_KEY: CANARIES.youtube, GEMINI_API_KEY: CANARIES.gemini },
});
const asked = (path: string) => shared.emulator.requests.filter((request) => request.path.startsWith(path));

/** A call of each tool that goes well, in an order in which there is something to be found. */
const CALLS: readonly (readonly [string, Record<string, unknown>])[] = [
  ['plan', { tool: 'outliers', arguments: { channels: CHANNELS } }],
  ['outliers', { channels: CHANNELS }],
  ['streak', { channels: CHANNELS }],
  ['compare', { channels: [...CHANNELS, '@made-up-mixed'] }],
  ['videos', { channels: CHANNELS, sort: 'views' }],
  ['sweep', { seeds: CHANNELS, channels: 2 }],
  ['gap', { channels: [...CHANNELS, '@made-up-mixed'] }],
  ['hashtags', { topic: 'lighthouse' }],
  ['keywords', { topic: 'lighthouse' }],
  ['thumbnails_search', { query: 'lighthouse' }],
  ['score_title', { title: 'Ten quiet keyboards', keyword: 'keyboard' }],
  ['track_list', {}],
  ['track_show', { channel: '@made-up-3' }],
  ['history_list', {}],
  ['history_show', { id: 'last' }],
  ['quota', {}],
];

describe('an agent with a key', () => {
  let agent: Agent;
  beforeAll(async () => {
    const home = join(shared.folder, 'keyed');
    await jsonOf(['track', 'add', '@made-up-3'], { ...keyed(), home });
    agent = await startAgent([], home, keyed());
  });
  afterAll(() => agent.close());

  it('is told who it speaks with, and what a session may spend', () => {
    expect(agent.client.getServerVersion()).toMatchObject({ name: 'insight', version: like(/^\d/) });
    expect(agent.client.getInstructions()).toContain('500 units and 20 searches');
  });

  it('is offered tools that read, each with a schema and what it costs', async () => {
    const { tools } = await agent.client.listTools();
    expect(tools.map(({ name }) => name).toSorted()).toEqual(CALLS.map(([name]) => name).toSorted());
    for (const { name, title, description, inputSchema, annotations } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true });
      expect([name, title]).toEqual([name, like(/./)]);
      expect([name, description]).toEqual([name, like(/unit|Free|search/)]);
      const good = new Ajv({ strict: true }).compile(inputSchema);
      const [, given] = CALLS.find(([called]) => called === name) ?? [];
      expect([name, good(given), good({ ...given, no_such: 1 })]).toEqual([name, true, false]);
    }
    // What each conversation begins with: measured by npm run bench:mcp.
    expect(JSON.stringify(tools).length / tools.length).toBeLessThan(1_100);
  });

  it('gets an answer from each, in few lines, and pays what it says', async () => {
    for (const [name, given] of CALLS) {
      const told = await agent.call(name, given);
      expect([name, told]).toEqual([name, expect.objectContaining({ isError: false })]);
      expect(told.said.length + told.found.length).toBeLessThan(name === 'history_show' ? 6_000 : 2_500);
      const [, units] = /units=(\d+)/.exec(told.said) ?? [];
      if (name === 'outliers') expect(units).toBe('3');
      if (!['plan', 'gap'].includes(name)) expect(rowsOf(told).length).toBeGreaterThan(0);
    }
    const { units, searches } = spentIn(
      (await agent.call('plan', { tool: 'streak', arguments: { channels: CHANNELS } })).said,
    );
    expect(searches).toBe(asked('/youtube/v3/search').length);
    expect(units).toBe(asked('/youtube/').length - searches);
    // There is a key for a model, and no call of a tool ever used it.
    expect(asked('/v1beta/')).toEqual([]);
    expect(agent.unread).toEqual([]);
  });

  it('shows rows as the command line has them, from the place asked for', async () => {
    const first = rowsOf(await agent.call('videos', { channels: CHANNELS, top: 2, fields: ['id', 'title'] }));
    const next = await agent.call('videos', { channels: CHANNELS, top: 2, skip: 1, fields: ['id', 'title'] });
    expect(next.said).toMatch(/^rows 2-3 of 50 \(next: skip=3\)/);
    expect(rowsOf(next)[0]).toEqual({ ...first[1], '#': '2' });
    const channel = shared.emulator.channels.find(({ handle }) => handle === '@made-up-50');
    expect(channel?.videos.map(({ id }) => id)).toEqual(expect.arrayContaining(first.map(({ id }) => id)));
    const last = await agent.call('videos', { channels: CHANNELS, skip: 50 });
    expect(last.said).toMatch(/^rows: none of 50/);
  });

  it('one channel of two fails: the other is there, and so is why', async () => {
    const told = await agent.call('outliers', { channels: [...CHANNELS, '@nobody-at-all'], top: 1 });
    expect(told.isError).toBe(false);
    expect(told.said).toContain('failed: 1 of 2');
    expect(told.found).toMatch(/^failed: .*"kind":"not-found"/m);
    const all = await agent.call('compare', { channels: ['@nobody-at-all', '@nobody-else'] });
    expect(all.isError).toBe(true);
  });

  it.each([
    ['no_such_tool', {}, 'there is no tool', /there are outliers/],
    ['outlier', {}, 'there is no tool', /did you mean outliers\?/],
    ['outliers', {}, 'outliers needs channels', /veritasium/],
    ['outliers', { channels: '@a' }, 'channels takes a list', /./],
    ['outliers', { channels: ['@a'], chanels: 1 }, 'takes no "chanels"', /did you mean channels\?/],
    ['outliers', { channels: ['@a'], limit: '50' }, 'limit takes a whole number', /"limit": 50/],
    ['outliers', { channels: ['@a'], limit: 0 }, 'limit takes a whole number from 1', /./],
    ['outliers', { channels: ['@a'], refresh: true, offline: true }, 'contradict', /leave one out/],
    ['outliers', { channels: ['@a'], method: 'smart' }, 'does not know "smart"', /smartscore/],
    ['outliers', { channels: ['@a'], fields: ['titel'] }, 'no field "titel"', /did you mean title\?/],
    ['outliers', { channels: ['@a'], output: 'x.json' }, 'takes no "output"', /./],
    ['outliers', { channels: ['@a'], from: ['x.csv'] }, 'takes no "from"', /./],
    ['outliers', { channels: ['-'] }, 'cannot be "-"', /standard input/],
    ['score_title', { title: 'x', description: '-' }, 'cannot be "-"', /standard input/],
    ['keywords', { topic: 'x', yes: true }, 'takes no "yes"', /./],
    ['streak', { channels: ['@a'], ai: true }, 'takes no "ai"', /./],
    ['plan', { tool: 'keys', arguments: {} }, 'there is no tool', /./],
    ['plan', { tool: 'outliers', arguments: [] }, 'plan takes', /./],
    ['history_show', { id: 'zzzz' }, 'zzzz', /./],
  ])('%s %j is refused with what to do', async (name, given, message, hint) => {
    const told = await agent.call(name, given);
    expect([told.isError, told.found]).toEqual([true, '']);
    expect(failureIn(told)).toMatchObject({
      kind: like(/^(usage|not-found)$/),
      message: holding(message),
      hint: like(hint),
    });
    expect(asked('/')).toEqual([]);
  });

  it('hears that the quota is spent, of a provider that fails, and no key in either', async () => {
    shared.emulator.fail({ path: '/youtube/', kind: 'quota' });
    const spent = await agent.call('outliers', { channels: ['@made-up-120'] });
    expect(failureIn(spent)).toMatchObject({ kind: 'quota', hint: holding('--source feed') });
    shared.emulator.reset();
    shared.emulator.fail({ path: '/feeds', kind: 'html' });
    const broken = await agent.call('outliers', { channels: ['@made-up-120'], source: 'feed' });
    expect(failureIn(broken).kind).toMatch(/provider|not-found/);
    expect(JSON.stringify([spent, broken]) + agent.stderr()).not.toContain(CANARIES.youtube.slice(0, 16));
    expect(agent.stderr()).toBe('');
  });
});

describe('an agent without a key', () => {
  it('reads the feed, and is told what a key would add', async () => {
    const agent = await startAgent([], join(shared.folder, 'keyless'), { emulator: shared.emulator });
    const told = await agent.call('outliers', { channels: CHANNELS, top: 1 });
    expect(told.said).toContain('source=feed');
    expect(told.found).toMatch(/^note: source: the public feed, because there is no YOUTUBE_API_KEY/m);
    expect(failureIn(await agent.call('thumbnails_search', { query: 'kiln' })).kind).toBe('key');
    expect(failureIn(await agent.call('outliers', { channels: CHANNELS, source: 'api' })).kind).toBe('key');
    await agent.close();
  });
});

describe('what a session may spend', () => {
  it('bounds what may be asked, before it is asked, and what is kept stays free', async () => {
    const words = ['--max-units', '25', '--max-searches', '2'];
    const agent = await startAgent(words, join(shared.folder, 'bounded'), keyed());
    const plan = await agent.call('plan', { tool: 'outliers', arguments: { channels: CHANNELS } });
    expect(plan.said).toMatch(/usually 3 units.*at most 21 units.*\n.*0 of 25 units.*it may run/);
    expect((await agent.call('outliers', { channels: CHANNELS })).said).toContain('units=3 session=3/25');
    const before = asked('/').length;
    const two = await agent.call('outliers', { channels: ['@made-up-120', '@made-up-mixed'] });
    expect(failureIn(two)).toMatchObject({
      kind: 'quota',
      message: 'this may cost up to 42 units, and 22 of 25 are left in this session; nothing was spent',
      hint: holding('insight mcp --max-units 45'),
    });
    expect(failureIn(await agent.call('keywords', { topic: 'kiln' }))).toMatchObject({
      kind: 'quota',
      hint: holding('--max-searches 3'),
    });
    const refused = await agent.call('plan', { tool: 'keywords', arguments: { topic: 'kiln', deep: true } });
    expect(refused.said).toContain('it would be refused');
    expect(asked('/').length).toBe(before);
    expect((await agent.call('outliers', { channels: CHANNELS, offline: true })).isError).toBe(false);
    await agent.close();
  });

  it('stops what nobody can know the size of where the units end', async () => {
    const agent = await startAgent(['--max-units', '4'], join(shared.folder, 'endless'), keyed());
    const told = await agent.call('videos', { channels: ['@made-up-500'], until: '2020-01-01' });
    expect(failureIn(told)).toMatchObject({ kind: 'quota', message: holding('the 4 units') });
    expect(asked('/youtube/').length).toBe(4);
    expect(
      failureIn(await agent.call('videos', { channels: ['@made-up-500'], until: '2020-01-01' })).message,
    ).toContain('an unknown number of units, and 0 of 4 are left');
    await agent.close();
  });
});

/** What a plan says was spent. */
function spentIn(said: string): { readonly units: number; readonly searches: number } {
  const [, units = NaN, searches = NaN] = /session: (\d+) of \d+ units and (\d+) of/.exec(said) ?? [];
  return { units: Number(units), searches: Number(searches) };
}
