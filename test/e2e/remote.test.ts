import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PLAN_ALLOWANCES } from '../../src/server/tools/plan-allowances.js';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { startServer, type StartedServer } from '../server/started-server.js';
import { CANARIES, leaks } from './canary.js';
import { environment, freshFolder, runInsight } from './run-insight.js';

const PASSWORD = 'eleven purple elephants';
/** Of the host, and of whoever has keys of one's own: both see the same world. */
const KEYS = {
  YOUTUBE_API_KEY: CANARIES.youtube,
  GEMINI_API_KEY: CANARIES.gemini,
  REPLICATE_API_TOKEN: CANARIES.replicate,
  INSIGHT_ASK_ABOVE_USD: '1',
};
/** Both look at the same moment, so that their answers can be compared byte for byte, times and all. */
const AT = Date.UTC(2026, 10, 21, 12);
const STANDING = `--import=data:text/javascript,Date.now=()=>${AT}`;
const LATER = `--import=data:text/javascript,Date.now=()=>${AT + 120_000}`;

const folder = freshFolder();
const at = (name: string) => join(folder.path, name);
const withClock = (clock: string) => ({ NODE_OPTIONS: `${environment('', {}).NODE_OPTIONS ?? ''} ${clock}` });

let emulator: Emulator;
let server: StartedServer;

const start = (clock: string): Promise<StartedServer> =>
  startServer({ home: at('server'), env: { ...urls(), ...KEYS, ...withClock(clock) } });

/** Where the emulator stands for each provider. */
function urls(): Record<string, string> {
  const all = Object.entries(environment('', { emulator }));
  return Object.fromEntries(all.filter(([name]) => name.endsWith('_URL'))) as Record<string, string>;
}

const callAt =
  (url: string) =>
  async <B>(method: string, path: string, token: string | null, body?: object): Promise<B> => {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    // The tests say what they expect of it.
    return (text === '' ? null : JSON.parse(text)) as B;
  };
const call = <B>(...words: Parameters<ReturnType<typeof callAt>>) => callAt(server.url)<B>(...words);

/** Registers somebody and signs their machine in with a token. */
async function signedIn(
  name: string,
  scopes: readonly string[] = ['read', 'tools'],
  url = server.url,
): Promise<{ token: string }> {
  const who = { email: `${name}@example.org`, password: PASSWORD };
  const call = callAt(url);
  await call('POST', '/api/v1/accounts', null, who);
  const { accessToken } = await call<{ accessToken: string }>('POST', '/api/v1/sessions', null, who);
  const made = await call<{ token: string }>('POST', '/api/v1/tokens', accessToken, {
    name: 'a test',
    scopes,
    password: PASSWORD,
  });
  const { code, stderr } = await runInsight(['login', '--with-token'], { ...machine(name, url), stdin: made.token });
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  return made;
}

/** A machine without keys. */
const machine = (name: string, url = server.url) => ({
  home: at(name),
  cwd: folder.path,
  env: { INSIGHT_SERVER: url, ...withClock(STANDING) },
});
/** A machine with keys of its own. */
const own = () => ({ emulator, home: at('own'), cwd: folder.path, env: { ...KEYS, ...withClock(STANDING) } });

beforeAll(async () => {
  emulator = await startEmulator();
  mkdirSync(at('server'));
  server = await start(STANDING);
  await signedIn('ada');
});
beforeEach(() => {
  emulator.reset();
});
afterAll(async () => {
  await server.stop();
  await emulator.close();
  folder.remove();
});

/** What is kept here has an id and a line that says so; what a server made is kept there. */
const withoutId = (text: string) =>
  /historyId|Next: insight keywords/.test(text)
    ? text
        .replace(/"historyId": (?:"\w+"|null)/, '')
        .replace(/Kept: insight history show \w+/, '')
        .replace(/[\s·]+/g, ' ')
    : text;

describe('insight --remote', () => {
  it.each([
    ['outliers @made-up-50'],
    ['outliers @made-up-50 @made-up-mixed @made-up-nobody --limit 20'],
    ['streak @made-up-50 --period month --tz America/New_York'],
    ['hashtags @made-up-50'],
    ['hashtags sourdough bread'],
    ['keywords sourdough bread --limit 20'],
    ['concepts sourdough bread --channel @made-up-50 --count 2'],
    ['thumbnails search sourdough --limit 10 --order views'],
  ])('prints of %s what it prints here', async (typed) => {
    const words = typed.split(' ');
    for (const format of ['--json', '--format=table']) {
      const here = await runInsight([...words, format], own());
      const there = await runInsight([...words, format, '--remote'], machine('ada'));
      expect([there.code, withoutId(there.stdout)], there.stderr).toEqual([here.code, withoutId(here.stdout)]);
      expect(here.stdout).not.toBe('');
    }
  });

  it('saves pictures that the server made where they would be saved here, and gives them to nobody else', async () => {
    await signedIn('painter');
    const generate = 'thumbnails generate a red fox --provider pollinations --seed 7 --no-upload --json -o'.split(' ');
    const pictures = async (words: readonly string[], where: Parameters<typeof runInsight>[1]) => {
      const { code, stdout, stderr } = await runInsight([...generate, ...words], where);
      expect([code, stderr]).toEqual([0, expect.any(String)]);
      return JSON.parse(stdout) as { pictures: { file: string; jpeg: string | null; name: string }[] };
    };
    const here = await pictures(['here'], own());
    const there = await pictures(['there', '--remote'], machine('painter'));
    const unnamed = ({ pictures: all, ...rest }: typeof here) => ({
      ...rest,
      pictures: all.map((one) => ({ ...one, file: '', name: '', id: '' })),
    });
    expect(unnamed(there)).toEqual(unnamed(here));
    const [mine, theirs] = [here.pictures[0]?.file ?? '', there.pictures[0]?.file ?? ''];
    expect(theirs.startsWith(at('there'))).toBe(true);
    expect(readFileSync(theirs).equals(readFileSync(mine))).toBe(true);
  });

  it.each([
    [['outliers', '--from', 'a.csv'], '--from cannot go with --remote'],
    [['outliers', '@made-up-50', '--offline'], '--offline cannot go with --remote'],
    [['outliers', '@made-up-50', '--plan'], '--plan cannot go with --remote'],
    [['streak', '-'], '- cannot go with --remote'],
    [['thumbnails', 'generate', 'a fox', '--reference', 'me.jpg'], '--reference cannot go with --remote'],
    [['outliers', '@made-up-50', '--limit', '501'], 'the server does not take this: limit: '],
    [['outliers', '@made-up-nobody'], 'YouTube knows no channel "@made-up-nobody"'],
  ])('says of %j in one line what is wrong', async (words, sentence) => {
    const { code, stdout, stderr } = await runInsight([...words, '--remote'], machine('ada'));
    expect([stdout, stderr.split('\n').length]).toEqual(['', 3]);
    expect([2, 3]).toContain(code);
    expect(stderr).toContain(`insight: ${sentence}`);
  });

  it('says when nobody is signed in, when the token lacks the scope, and when the server is down', async () => {
    const ask = async (name: string, env: Record<string, string> = {}) => {
      const where = machine(name);
      const run = await runInsight(['outliers', '@made-up-50', '--remote'], {
        ...where,
        env: { ...where.env, ...env },
      });
      return [run.code, run.stdout, ...run.stderr.trimEnd().split('\n')];
    };
    expect(await ask('nobody')).toEqual([
      4,
      '',
      expect.stringContaining('nobody is signed in'),
      'hint: sign in: insight login',
    ]);
    await signedIn('reader', ['read']);
    expect(await ask('reader')).toEqual([
      4,
      '',
      expect.stringContaining('lacks the scope "tools"'),
      expect.any(String),
    ]);
    const other = await startServer({ home: at('server'), words: ['--db', at('other.db')] });
    await signedIn('down', ['read', 'tools'], other.url);
    await other.stop();
    expect(await ask('down', { INSIGHT_SERVER: other.url })).toEqual([
      5,
      '',
      expect.stringContaining(new URL(other.url).host),
      expect.any(String),
    ]);
  });

  it('says when the plan is used up, and when there is more', async () => {
    const { token } = await signedIn('busy');
    const { runsADay } = PLAN_ALLOWANCES.free;
    for (let run = 0; run < runsADay; run += 1) {
      await call('POST', '/api/v1/tools/outliers', token, { channels: ['@made-up-50'] });
    }
    const { code, stdout, stderr } = await runInsight(['outliers', '@made-up-50', '--remote'], machine('busy'));
    expect([code, stdout]).toEqual([6, '']);
    expect(stderr).toMatch(
      /^insight: .+\nhint: try again in \d+ (?:minutes|hours), or run it here without --remote\n$/,
    );
  });

  it('stops the run at the server by Ctrl-C', async () => {
    const { token } = await signedIn('hasty');
    emulator.fail({ path: '/youtube/v3/', kind: 'hang' });
    const interrupt = expect.poll(() => emulator.requests.length, { timeout: 20_000 }).toBeGreaterThan(0);
    const words = ['outliers', '@made-up-51', '--remote'];
    const { code, stdout, stderr } = await runInsight(words, { ...machine('hasty'), interrupt });
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr).toBe('insight: interrupted; the run at the server was stopped\nhint: run it again to start over\n');
    const history = () => call<{ entries: { job: string; state: string }[] }>('GET', '/api/v1/history', token);
    await expect.poll(async () => (await history()).entries[0]?.state).toBe('failed');
    const job = await call<{ problem: { kind: string } }>('GET', (await history()).entries[0]?.job ?? '', token);
    expect(job.problem.kind).toBe('interrupted');
  });

  it('is taken over after the server was killed, where no model may be paid twice', async () => {
    const { token } = await signedIn('patient');
    emulator.fail({ path: '/youtube/v3/', kind: 'hang' });
    const begin = async (tool: string, body: object) =>
      (await call<{ id: string }>('POST', `/api/v1/tools/${tool}`, token, body)).id;
    const ids = [
      await begin('outliers', { channels: ['@made-up-50', '@made-up-120', '@made-up-mixed'] }),
      await begin('keywords', { topic: 'sourdough bread', deep: true }),
    ];
    await expect.poll(() => emulator.requests.length, { timeout: 20_000 }).toBeGreaterThan(1);
    await server.stop('SIGKILL');
    emulator.reset();
    server = await start(LATER);
    const states = async () =>
      Promise.all(
        ids.map(async (id) => {
          const { state, problem } = await call<{ state: string; problem: { kind: string } | null }>(
            'GET',
            `/api/v1/jobs/${id}`,
            token,
          );
          return [state, problem?.kind ?? null];
        }),
      );
    await expect.poll(states, { timeout: 20_000 }).toEqual([
      ['done', null],
      ['failed', 'interrupted'],
    ]);
    expect(emulator.requests.filter(({ path }) => path.startsWith('/v1beta/'))).toEqual([]);
  });

  it("never shows the host's keys, in no answer, log, file or database", () => {
    const traces = { stdout: server.stdout(), stderr: server.lines().join('\n'), requests: emulator.requests };
    expect(leaks({ ...traces, folders: [folder.path], homes: [] })).toEqual([]);
  });
});
