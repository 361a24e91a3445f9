import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulator, type Emulator } from '../emulator/emulator.js';
import { freshFolder, runInsight, type Run } from './run-insight.js';

const AS_OF = ['--as-of', '2026-11-21'];
const TABLE =
  'title,views,published\n#one a,10,2026-01-01\ntwo,20,2026-01-03\nthree,30,2026-01-09\nfour,1,2026-02-01\n';

/** What people look at every day, from each source; the same words give the same text. */
const COMMANDS: readonly (readonly string[])[] = [
  ['demo'],
  ['outliers', '@made-up-50', ...AS_OF],
  ['outliers', '--from', '-', ...AS_OF],
  ['streak', '@made-up-50', ...AS_OF],
  ['hashtags', '@made-up-50', ...AS_OF],
  ['videos', '@made-up-50', ...AS_OF],
  ['keywords', 'lighthouse'],
  ['concepts', 'lighthouse', '--offline'],
  ['thumbnails', 'search', 'lighthouse', '--offline'],
  ['score', 'title', 'Ten quiet keyboards'],
  ['history', 'concepts', '--format', 'csv', '--fields', 'prompt'],
  ['keys', 'list'],
  ['quota'],
  ['cache', 'path', '--fields', 'bytes'],
  ['config', 'get', 'tz'],
  ['outliers', '@nobody-at-all', '--source', 'api'],
];

let emulator: Emulator;
/** Takes connections, and never answers. */
let silent: Server;
let connections = 0;
let server: string;
const homes = [freshFolder(), freshFolder()] as const;

beforeAll(async () => {
  emulator = await startEmulator();
  silent = createServer(() => (connections += 1));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  server = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  // Signed in, at a server that hangs, with a token that would have to be exchanged first.
  const secrets = { accessToken: 'isa_made-up', refreshToken: 'isr_made-up', until: 0 };
  mkdirSync(join(homes[1].path, 'data'), { mode: 0o700 });
  const login = JSON.stringify({ server, email: 'ada@example.org', secrets });
  writeFileSync(join(homes[1].path, 'data', 'login.json'), login, { mode: 0o600 });
});
afterAll(async () => {
  await emulator.close();
  silent.close();
  for (const home of homes) home.remove();
});

const run = (words: readonly string[], home: 0 | 1): Promise<Run> =>
  runInsight(words, {
    emulator,
    home: homes[home].path,
    stdin: TABLE,
    env: home === 0 ? {} : { INSIGHT_SERVER: server },
  });

describe('every tool', () => {
  it.each(COMMANDS.map((words) => [words.join(' '), words] as const))(
    'says the same when nobody is signed in and when the server hangs: %s',
    async (_, words) => {
      const [out, down] = await Promise.all([run(words, 0), run(words, 1)]);
      const said = ({ code, stdout, stderr }: Run, home: 0 | 1) =>
        JSON.stringify({ code, stdout, stderr })
          .replaceAll(homes[home].path, 'HOME')
          .replace(/history show \w+/, 'history show ID');
      expect(said(down, 1)).toBe(said(out, 0));
      expect(connections).toBe(0);
    },
  );
});

describe('the commands of the account', () => {
  const lines = ({ stderr }: Run) => stderr.trimEnd().split('\n');

  it.each([[['sync']], [['sync', 'status']], [['whoami']], [['logout']]])(
    '%j end with 4 and say what to do where nobody is signed in',
    async (words) => {
      const done = await run(words, 0);
      expect(done).toMatchObject({ code: 4, stdout: '' });
      expect(lines(done)).toEqual(['insight: nobody is signed in', 'hint: sign in: insight login']);
    },
  );

  it.each([[['sync']], [['whoami']]])('%j end with 5 and say so in a line where the server is gone', async (words) => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => nobody.once('listening', resolve));
    const { port } = nobody.address() as AddressInfo;
    await new Promise((resolve) => nobody.close(resolve));
    const home = freshFolder();
    mkdirSync(join(home.path, 'data'), { mode: 0o700 });
    const secrets = { accessToken: 'isa_made-up', refreshToken: 'isr_made-up', until: Date.now() + 600_000 };
    const login = { server: `http://127.0.0.1:${port}`, email: 'ada@example.org', secrets };
    writeFileSync(join(home.path, 'data', 'login.json'), JSON.stringify(login), { mode: 0o600 });
    const done = await runInsight(words, { home: home.path });
    expect(done).toMatchObject({ code: 5, stdout: '' });
    expect(lines(done)).toEqual([
      `insight: The server 127.0.0.1:${port} could not be reached: it refused the connection.`,
      expect.stringMatching(/^hint: /),
    ]);
    home.remove();
  });
});
