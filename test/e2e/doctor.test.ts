import Sqlite from 'better-sqlite3';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeEach, describe, expect, it } from 'vitest';
import { keyFingerprint } from '../../src/domain/key-fingerprint.js';
import type { Check } from '../../src/domain/doctor/check.js';
import { openInsight } from '../../src/store/insight-db.js';
import { QuotaLedger } from '../../src/store/quota-ledger.js';
import { RefusedKeys } from '../../src/store/refused-keys.js';
import { youtubeQuotaDay } from '../../src/store/youtube-quota.js';
import { onTerminal } from './on-terminal.js';
import { A_DAY_LATER, environment, PROGRAM, runInsight, type Surroundings } from './run-insight.js';
import { sharedEmulator } from './shared-emulator.js';

const KEY = 'AIzaSyCANARY-never-to-be-seen-0123456789';
/** A port that no system hands out. */
const NOBODY = 'http://127.0.0.1:2/';

const shared = sharedEmulator();
let home: string;
let runs = 0;
beforeEach(() => {
  home = join(shared.folder, String((runs += 1)));
  for (const folder of ['config', 'data', 'cache']) mkdirSync(join(home, folder), { recursive: true, mode: 0o700 });
});

interface Report {
  readonly problems: number;
  readonly warnings: number;
  readonly checks: readonly Check[];
}

/** One examination, which must change nothing. */
async function examine(flags: readonly string[], around: Surroundings = {}) {
  const before = traces(home);
  const run = await runInsight(['doctor', '--json', ...flags], { home, cwd: home, ...around });
  expect(traces(home)).toEqual(before);
  const { checks, problems, warnings } = JSON.parse(run.stdout) as Report;
  const states = checks.map(({ state }) => state);
  expect([problems, warnings]).toEqual(
    ['problem', 'warning'].map((state) => states.filter((each) => each === state).length),
  );
  expect(run.code).toBe(problems > 0 ? 1 : 0);
  if (problems > 0) expect(JSON.parse(run.stderr)).toMatchObject({ error: { kind: 'unexpected' } });
  else expect(run.stderr).toBe('');
  for (const { message, hint, state } of checks) {
    expect(message).not.toMatch(/\n|CANARY/);
    expect(state !== 'problem' || hint !== null).toBe(true);
  }
  return { checks, of: (name: string) => checks.filter((check) => check.name === name) };
}

/** Everything below a folder: what it is, its mode and its content. */
function traces(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => {
    const path = join(folder, name);
    const found = lstatSync(path);
    // The probe that was taken away again leaves a new time on its folder.
    if (!found.isFile()) return `${name} ${found.mode}`;
    return `${name} ${found.mode} ${found.mtimeMs} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
  });
}

/** A database as the program makes it. */
async function withDatabase(work: (ledger: QuotaLedger, refused: RefusedKeys) => void = () => undefined) {
  const { database } = await openInsight({ dir: join(home, 'data'), now: Date.now, random: Math.random });
  work(new QuotaLedger(database, Date.now), new RefusedKeys(database, Date.now));
  database.close();
  return join(home, 'data', 'insight.db');
}

describe('where all is well', () => {
  it('says so, asks every provider without a key, and leaves no trace', async () => {
    await withDatabase();
    const { checks } = await examine([], { emulator: shared.emulator, env: { YOUTUBE_API_KEY: KEY } });
    expect(checks.filter(({ state }) => state !== 'ok').map(({ name }) => name)).toEqual(['addresses']);
    expect(checks.find(({ name }) => name === 'keys youtube')?.message).toBe('…6789 (YOUTUBE_API_KEY)');
    expect(checks.filter(({ message }) => message === 'answers').length).toBe(9);
    expect(shared.emulator.requests.length).toBe(9);
    expect(JSON.stringify(shared.emulator.requests)).not.toMatch(/CANARY|x-goog-api-key|authorization/);
  });

  it('asks nobody with --offline', async () => {
    const { of } = await examine(['--offline'], { emulator: shared.emulator });
    expect(shared.emulator.requests).toEqual([]);
    expect(of('network')).toMatchObject([{ state: 'ok' }]);
    expect(of('database')).toMatchObject([{ state: 'ok', message: expect.stringContaining('begun when') as string }]);
  });

  it('fits a terminal of 80 columns, problems and all', async () => {
    writeFileSync(join(home, 'data', 'insight.db'), 'no database');
    writeFileSync(join(home, 'config', 'config.json'), JSON.stringify({ 'a\u001B]0;b\u0007\n': 1 }));
    const { code, text: seen } = await onTerminal(80, ['doctor', '--offline', '--quiet'], { home });
    expect(seen.replace(/\u001B\[\d+m/g, '')).not.toMatch(/[\u001B\u0007]/);
    expect([code, seen.split('\n').filter((line) => line.replace(/\u001B\[\d+m/g, '').length > 80)]).toEqual([1, []]);
    expect(seen).toMatch(/^.*1 problem, 1 warning\./m);
  });
});

describe('the database', () => {
  it.each([
    ['no database at all', () => Buffer.from('this is no database '.repeat(500))],
    [
      'a page of zeroes',
      (sound: Buffer) => Buffer.concat([sound.subarray(0, 4096), Buffer.alloc(4096), sound.subarray(8192)]),
    ],
    ['half of it', (sound: Buffer) => sound.subarray(0, sound.length / 2)],
  ])('that is damaged (%s) is told of, and left for a person to rescue', async (_, damage) => {
    const file = await withDatabase();
    writeFileSync(file, damage(readFileSync(file)));
    const { of } = await examine(['--offline'], { env: { YOUTUBE_API_KEY: KEY } });
    expect(of('database')).toMatchObject([{ state: 'problem', hint: expect.stringContaining('copy it') as string }]);
    expect(of('quota youtube')).toMatchObject([{ state: 'ok' }]);
  });

  it('of a newer program, and one that was kept aside, are told of', async () => {
    const file = await withDatabase();
    const database = new Sqlite(file);
    database.exec("INSERT INTO migration VALUES ('2099-01-beyond', 0)");
    database.close();
    writeFileSync(`${file}.corrupt-2026-11-01`, '');
    const { of } = await examine(['--offline']);
    expect(of('database')).toMatchObject([{ state: 'problem', hint: expect.stringContaining('update') as string }]);
    expect(of('kept aside')).toMatchObject([{ state: 'warning' }]);
  });

  it('that a killed process left is read as it is', async () => {
    const file = await withDatabase();
    const elsewhere = join(home, 'killed.db');
    const database = new Sqlite(file);
    database.exec('CREATE TABLE more (a)');
    for (const ending of ['', '-wal']) cpSync(file + ending, elsewhere + ending);
    database.close();
    for (const ending of ['', '-wal', '-shm']) {
      if (readdirSync(home).includes(`killed.db${ending}`)) cpSync(elsewhere + ending, file + ending);
    }
    const log = readFileSync(`${file}-wal`);
    expect(log.length).toBeGreaterThan(0);
    const { stdout } = await runInsight(['doctor', '--offline', '--json'], { home });
    expect(JSON.parse(stdout)).toMatchObject({ problems: 0 });
    expect(readFileSync(`${file}-wal`).equals(log)).toBe(true);
  });

  it('of the cache is only a warning', async () => {
    writeFileSync(join(home, 'cache', 'cache.db'), 'no database '.repeat(500));
    expect((await examine(['--offline'])).of('cache')).toMatchObject([{ state: 'warning' }]);
  });
});

describe('settings', () => {
  it('that are wrong do not stop it', async () => {
    const env = { INSIGHT_FORMAT: 'nonsense', INSIGHT_TZ: 'Nowhere', INSIGHT_YOUTUBE_URL: 'http://user:CANARY@x/' };
    const { of } = await examine(['--offline'], { env });
    expect(of('settings').filter(({ state }) => state === 'problem').length).toBe(3);
  });

  it('with a secret that signs no webhook are a problem, and the secret is not shown', async () => {
    const good = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const problems = async (secret: string) => {
      const { of } = await examine(['--offline'], { env: { INSIGHT_WEBHOOK_SECRET: secret } });
      return of('settings').filter(({ state }) => state === 'problem');
    };
    expect(await problems(`${good} ${good}`)).toEqual([]);
    const [wrong] = await problems(`${good} whsec_CANARY`);
    expect(wrong?.message).toBe('INSIGHT_WEBHOOK_SECRET has to be whsec_ and 24 to 64 bytes as base64');
  });

  it('in files that are broken, or no files, are told of', async () => {
    writeFileSync(join(home, 'config', 'config.json'), '{ "tz": ');
    mkdirSync(join(home, 'insight.config.json'));
    writeFileSync(join(home, '.env'), 'INSIGHT_FORMAT=table\nINSIGHT_YOUTUBE_URL=http://elsewhere/\n');
    const { of } = await examine(['--offline']);
    const said = of('settings').map(({ state, message }) => `${state} ${message}`);
    expect(said).toEqual([
      expect.stringMatching(/^warning .*insight\.config\.json is a folder/),
      expect.stringMatching(/^warning INSIGHT_YOUTUBE_URL in .* was ignored/),
      expect.stringMatching(/^warning .*config\.json was ignored/),
      expect.stringMatching(/^ok format in \.env; INSIGHT_HOME in the environment$/),
    ]);
  });

  it('that cannot be read are a problem', async () => {
    symlinkSync('config.json', join(home, 'config', 'config.json'));
    const { of } = await examine(['--offline']);
    expect(of('settings')[0]).toMatchObject({ state: 'problem', message: expect.stringContaining('ELOOP') as string });
  });
});

describe('secrets', () => {
  it('that others can read are told of, and left as they are', async () => {
    const file = join(home, 'config', 'keys.json');
    writeFileSync(file, JSON.stringify({ youtube: [KEY] }));
    chmodSync(file, 0o644);
    const { of } = await examine(['--offline']);
    expect(of('secret files')).toMatchObject([{ state: 'warning', hint: `chmod 600 ${file}` }]);
    expect(of('keys youtube')).toMatchObject([{ state: 'ok', message: '…6789 (stored)' }]);
  });

  it('in a broken file, and a link, are told of and not moved', async () => {
    const file = join(home, 'config', 'keys.json');
    writeFileSync(file, '{"youtube": "AIzaCANARY', { mode: 0o600 });
    symlinkSync('keys.json', join(home, 'data', 'login.json'));
    const { of } = await examine(['--offline']);
    expect(of('secret files').map(({ state }) => state)).toEqual(['problem', 'problem']);
  });

  it('with a space in them are no keys', async () => {
    const { of } = await examine(['--offline'], { env: { YOUTUBE_API_KEY: 'AIza CANARY key' } });
    expect(of('keys youtube')).toMatchObject([{ state: 'problem' }]);
  });

  it('that were refused, or are spent, are warned of, with the way out', async () => {
    await withDatabase((ledger, refused) => {
      const period = youtubeQuotaDay(Date.now());
      const purse = { provider: 'youtube', keyId: keyFingerprint(KEY), bucket: 'units' };
      ledger.reserve({ ...purse, amount: 10_000, limit: 10_000, period });
      refused.note(keyFingerprint('another-good-key'));
    });
    const env = { YOUTUBE_API_KEY: KEY, GEMINI_API_KEY: 'another-good-key' };
    const { of } = await examine(['--offline'], { env });
    expect(of('quota youtube')).toMatchObject([
      { state: 'warning', message: expect.stringMatching(/^0 units, 100 search left/) as string },
    ]);
    expect(of('keys gemini')).toMatchObject([
      { state: 'problem', hint: expect.stringContaining('keys test') as string },
    ]);
  });
});

/** Runs it by a line of the shell. */
async function shell(line: string) {
  const env = { ...environment(home, {}), PROGRAM, NODE: process.execPath };
  const child = spawn('bash', ['-c', line], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stderr: await stderr, checks: (JSON.parse(await stdout) as Report).checks };
}
const DOCTOR = '"$NODE" "$PROGRAM" doctor --offline --json';

describe('places', () => {
  it('a home that is none is one problem, and the rest is looked at', async () => {
    const { code, checks } = await shell(`unset INSIGHT_HOME; export HOME=there; ${DOCTOR}`);
    expect(code).toBe(1);
    expect(checks.filter(({ state }) => state === 'problem').map(({ name }) => name)).toEqual(['home']);
    expect(checks.map(({ name }) => name)).toEqual(expect.arrayContaining(['program', 'settings', 'network']));
  });

  it('a folder that is gone is one problem', async () => {
    const { code, checks } = await shell(`mkdir gone && cd gone && rmdir ../gone; NODE_OPTIONS= ${DOCTOR}`);
    expect(code).toBe(1);
    expect(checks.filter(({ state }) => state === 'problem').map(({ name }) => name)).toEqual(['folder']);
  });

  it('a home below a file cannot be written to', async () => {
    const file = join(home, 'a-file');
    writeFileSync(file, '');
    const { of } = await examine(['--offline'], { home: join(file, 'home') });
    expect([...of('data folder'), ...of('cache folder')]).toMatchObject([{ state: 'problem' }, { state: 'warning' }]);
  });

  const canMount = (() => {
    const place = join(shared.folder, 'may-mount');
    mkdirSync(place);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place]).status === 0;
    if (mounted) spawnSync('umount', [place]);
    return mounted;
  })();

  it.skipIf(!canMount)(
    'a disk that is full, then one that can only be read (skipped where nothing can be mounted)',
    async () => {
      const disk = join(home, 'disk');
      mkdirSync(disk);
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]);
      try {
        for (const folder of ['config', 'data', 'cache']) mkdirSync(join(disk, folder));
        spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'ballast')}`, 'bs=64k']);
        const full = await examine(['--offline'], { home: disk });
        expect([...full.of('data folder'), ...full.of('disk')]).toMatchObject([
          { state: 'problem', message: expect.stringContaining('the disk is full') as string },
          { state: 'problem' },
        ]);
        expect(readdirSync(join(disk, 'data'))).toEqual([]);
        spawnSync('mount', ['-o', 'remount,ro', disk]);
        const closed = await examine(['--offline'], { home: disk });
        expect(closed.of('data folder')).toMatchObject([
          { state: 'problem', message: expect.stringContaining('only be read') as string },
        ]);
      } finally {
        spawnSync('umount', [disk]);
      }
    },
  );
});

describe('the network', () => {
  it('that is away is one problem, not nine', async () => {
    const { emulator } = shared;
    const env = Object.fromEntries(
      Object.keys(environment(home, { emulator }))
        .filter((name) => name.endsWith('_URL'))
        .map((name) => [name, NOBODY]),
    );
    const { of, checks } = await examine([], { env });
    expect(of('network')).toMatchObject([{ state: 'problem', hint: expect.stringContaining('--offline') as string }]);
    expect(checks.filter(({ state }) => state === 'problem').length).toBe(1);
  });

  it('to one provider is a problem only for who has its key', async () => {
    const env = { INSIGHT_GEMINI_URL: NOBODY, INSIGHT_REPLICATE_URL: NOBODY, GEMINI_API_KEY: 'a-good-key' };
    const { of } = await examine([], { emulator: shared.emulator, env });
    expect([...of('Gemini'), ...of('Replicate')].map(({ state }) => state)).toEqual(['problem', 'warning']);
  });

  it('tells a clock that is a day ahead', async () => {
    const { of } = await examine([], { emulator: shared.emulator, env: { NODE_OPTIONS: A_DAY_LATER } });
    expect(of('clock')).toMatchObject([
      { state: 'problem', message: expect.stringMatching(/^25 hours ahead/) as string },
    ]);
  });
});

describe('a login', () => {
  it.each([
    [200, null, 'ok'],
    [401, null, 'problem'],
    [401, 'refresh-CANARY', 'warning'],
    [503, null, 'warning'],
  ])('that is answered with %i is %j: %s', async (status, refreshToken, state) => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.authorization ?? ''}`);
      response.writeHead(status).end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const secrets = { accessToken: 'access-CANARY', refreshToken, until: null };
    const login = { server: `http://127.0.0.1:${port}`, email: 'ada@example.org', secrets };
    writeFileSync(join(home, 'data', 'login.json'), JSON.stringify(login), { mode: 0o600 });
    try {
      const { of } = await examine([], { emulator: shared.emulator });
      expect(of('account')).toMatchObject([{ state, message: expect.stringContaining('ada@example.org') as string }]);
      expect(asked).toEqual(['GET /api/v1/me Bearer access-CANARY']);
    } finally {
      server.close();
    }
  });
});
