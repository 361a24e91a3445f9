import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { masked } from '../../src/config/masked.js';
import { resolveSettings } from '../../src/config/resolve.js';
import { PLACES, SETTINGS, type Place, type SettingName } from '../../src/config/settings.js';
import { Failure } from '../../src/errors.js';

const DOT_ENV = '/work-folder/.env';
const PROJECT = '/work-folder/insight.config.json';
const USER = '/home/ada/.config/insight/config.json';

interface Surroundings {
  readonly env?: Record<string, string>;
  readonly dotEnv?: string;
  readonly project?: string;
  readonly user?: string;
}

function resolve({ env = {}, dotEnv, project, user }: Surroundings) {
  const files = new Map([
    [DOT_ENV, dotEnv],
    [PROJECT, project],
    [USER, user],
  ]);
  return resolveSettings({
    env,
    cwd: '/work-folder',
    paths: { config: '/home/ada/.config/insight' },
    readText: (path) => files.get(path) ?? null,
  });
}

function shown(surroundings: Surroundings, name: SettingName) {
  const { value, origin, from } = resolve(surroundings).list.find((each) => each.name === name) ?? {};
  return { value, origin, from };
}

function failureOf(surroundings: Surroundings): Failure {
  try {
    const { values, list } = resolve(surroundings);
    for (const { name } of list) values.get(name);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

/** One setting in one place. */
function placed(place: Place, name: SettingName, value: string): Surroundings {
  const env = SETTINGS.find((setting) => setting.name === name)?.env ?? '';
  if (place === 'environment') return { env: { [env]: value } };
  if (place === '.env') return { dotEnv: `${env}=${value}\n` };
  const text = JSON.stringify({ [name]: value });
  return place === 'project' ? { project: text } : { user: text };
}

const GOOD: Record<SettingName, readonly [string, string]> = {
  format: ['json', 'csv'],
  tz: ['Europe/Paris', 'Asia/Tokyo'],
  source: ['api', 'feed'],
  youtubeApiKey: ['first-key-of-two-1111', 'second-key-of-two-2222'],
  youtubeUnits: ['5000', '20000'],
  youtubeUrl: ['https://one.example/', 'https://two.example/'],
  feedsUrl: ['https://one.example/', 'https://two.example/'],
  suggestUrl: ['https://one.example/', 'https://two.example/'],
  thumbsUrl: ['https://one.example/', 'https://two.example/'],
  geminiApiKey: ['first-key-of-two-1111', 'second-key-of-two-2222'],
  geminiModel: ['gemini-3.8-flash', 'gemini-3.5-flash-lite'],
  geminiUrl: ['https://one.example/', 'https://two.example/'],
  replicateUrl: ['https://one.example/', 'https://two.example/'],
  replicateApiToken: ['first-key-of-two-1111', 'second-key-of-two-2222'],
  replicateModel: ['black-forest-labs/flux-dev', 'black-forest-labs/flux-2-pro'],
  replicateReferenceModel: ['black-forest-labs/flux-dev', 'black-forest-labs/flux-2-pro'],
  pollinationsApiKey: ['first-key-of-two-1111', 'second-key-of-two-2222'],
  pollinationsUrl: ['https://one.example/', 'https://two.example/'],
  pollinationsLegacyUrl: ['https://one.example/', 'https://two.example/'],
  imagekitPrivateKey: ['first-key-of-two-1111', 'second-key-of-two-2222'],
  imagekitFolder: ['/one', '/two/three'],
  imagekitUrl: ['https://one.example/', 'https://two.example/'],
  outputDir: ['one', '/two'],
  webhookSecret: ['whsec_first-of-two-1111', 'whsec_second-of-two-2222'],
  askAboveUsd: ['0.5', '2'],
  server: ['https://one.example', 'https://two.example'],
  databaseUrl: ['postgres://one.example/insight', 'postgres://two.example/insight'],
  port: ['8080', '9090'],
  publicUrl: ['https://one.example', 'https://two.example'],
  serverSecret: ['first-secret-of-two-1111', 'second-secret-of-two-2222'],
  adminUsername: ['one@example.org', 'two@example.org'],
  adminPassword: ['first-password-of-two-1111', 'second-password-of-two-2222'],
  registration: ['open', 'closed'],
  metricsToken: ['first-token-of-two-111111', 'second-token-of-two-22222'],
  hostUsdADay: ['2.5', '5'],
  corsOrigins: ['https://one.example', 'https://one.example,https://two.example'],
  smtpUrl: ['smtp://one.example', 'smtp://two.example'],
  mailFrom: ['one@example.org', 'two@example.org'],
  home: ['/one', '/two'],
  NO_COLOR: ['1', '2'],
  FORCE_COLOR: ['1', '2'],
};

describe('precedence', () => {
  const pairs = SETTINGS.flatMap(({ name, places }) =>
    places.flatMap((strong) =>
      places
        .filter((weak) => PLACES.indexOf(strong) < PLACES.indexOf(weak))
        .map((weak) => [name, strong, weak] as const),
    ),
  );

  it.each(pairs)('of %s: %s over %s', (name, strong, weak) => {
    const [winner, loser] = GOOD[name];
    const { values, notes } = resolve({ ...placed(strong, name, winner), ...placed(weak, name, loser) });
    expect(values.get(name)).toBe(winner);
    expect(resolve(placed(weak, name, loser)).values.get(name)).toBe(loser);
    expect(notes).toEqual([]);
  });

  it('covers every pair of places', () => {
    expect(new Set(pairs.map(([, strong, weak]) => `${strong} > ${weak}`)).size).toBe(6);
  });

  it('ends with the defaults', () => {
    const { values, list, notes } = resolve({});
    expect(SETTINGS.map(({ name }) => values.get(name))).toEqual(SETTINGS.map(({ fallback }) => fallback));
    expect(list.map(({ origin, from }) => [origin, from])).toEqual(SETTINGS.map(() => ['default', null]));
    expect(notes).toEqual([]);
  });

  it('names the place and the file', () => {
    const value = 'json';
    expect(shown(placed('environment', 'format', value), 'format')).toEqual({
      value,
      origin: 'environment',
      from: null,
    });
    expect(shown(placed('.env', 'format', value), 'format')).toEqual({ value, origin: '.env', from: DOT_ENV });
    expect(shown(placed('project', 'format', value), 'format')).toEqual({
      value,
      origin: 'project file',
      from: PROJECT,
    });
    expect(shown(placed('user', 'format', value), 'format')).toEqual({ value, origin: 'user file', from: USER });
  });

  it('passes over empty values', () => {
    const surroundings = {
      env: { INSIGHT_FORMAT: '', INSIGHT_TZ: ' ' },
      dotEnv: 'INSIGHT_FORMAT=\n',
      project: '{"format":"","tz":null}',
      user: '{"format":"md"}',
    };
    expect(resolve(surroundings).values.get('format')).toBe('md');
    expect(resolve(surroundings).values.get('tz')).toBeNull();
  });

  it('counts an empty NO_COLOR as set', () => {
    expect(shown({ env: { NO_COLOR: '' } }, 'NO_COLOR')).toEqual({ value: '', origin: 'environment', from: null });
  });
});

describe('values', () => {
  it('are brought into one form', () => {
    const env = { INSIGHT_FORMAT: ' JSON ', INSIGHT_YOUTUBE_URL: 'http://127.0.0.1:80/api', YOUTUBE_API_KEY: 'key\r' };
    const { values } = resolve({ env });
    expect(values.get('format')).toBe('json');
    expect(values.get('youtubeUrl')).toBe('http://127.0.0.1:80/api/');
    expect(values.get('youtubeApiKey')).toBe('key');
  });

  it('are read from a .env as people write it', () => {
    const dotEnv = '\uFEFFINSIGHT_FORMAT="csv" # for the sheet\r\nexport YOUTUBE_API_KEY=\'abc\'\r\n__proto__=x\r\n';
    const { values, notes } = resolve({ dotEnv });
    expect(values.get('format')).toBe('csv');
    expect(values.get('youtubeApiKey')).toBe('abc');
    expect(notes).toEqual([]);
  });

  it('fail by the name of the variable', () => {
    const failure = failureOf({ env: { INSIGHT_FORMAT: 'xml' } });
    expect(failure.kind).toBe('usage');
    expect(failure.message).toBe('INSIGHT_FORMAT takes table, json, ndjson, csv, tsv or md, not "xml"');
  });

  it.each([
    ['.env', { dotEnv: 'INSIGHT_TZ=Mars' }, `INSIGHT_TZ in ${DOT_ENV} takes`],
    ['the project file', { project: '{"tz":"Mars"}' }, `tz in ${PROJECT} takes`],
    ['the user file', { user: '{"tz":"Mars"}' }, `tz in ${USER} takes`],
    ['a file, when not even text', { user: '{"tz":["Europe/Paris"]}' }, `tz in ${USER} takes`],
  ])('fail by file and key in %s', (_, surroundings, beginning) => {
    const failure = failureOf(surroundings);
    expect(failure.kind).toBe('usage');
    expect(failure.message.startsWith(beginning)).toBe(true);
  });

  it('stop nobody who does not ask for them, and stand in the list with a note', () => {
    const { values, list, notes } = resolve({ user: '{"tz":"Mars","format":"csv"}' });
    expect(values.get('format')).toBe('csv');
    expect(() => values.get('tz')).toThrow(Failure);
    expect(list.find(({ name }) => name === 'tz')).toMatchObject({ value: null, origin: 'user file' });
    expect(notes).toEqual([expect.stringContaining(`tz in ${USER} takes`)]);
  });

  it('do no harm where they are not in force', () => {
    expect(resolve({ env: { INSIGHT_TZ: 'UTC' }, user: '{"tz":"Mars"}' }).values.get('tz')).toBe('UTC');
  });
});

describe('what is ignored', () => {
  it('an address in .env or the project file', () => {
    const { values, notes } = resolve({
      dotEnv: 'INSIGHT_YOUTUBE_URL=https://thief.example/\nINSIGHT_HOME=/x\nNO_COLOR=1\n',
      project: '{"feedsUrl":"https://thief.example/"}',
    });
    expect(values.get('youtubeUrl')).toBe('https://youtube.googleapis.com/');
    expect(values.get('feedsUrl')).toBe('https://www.youtube.com/');
    expect(values.get('home')).toBeNull();
    expect(notes).toEqual([
      `INSIGHT_YOUTUBE_URL in ${DOT_ENV} was ignored: it belongs in the environment or the user's own settings`,
      `INSIGHT_HOME in ${DOT_ENV} was ignored: it belongs in the environment`,
      `feedsUrl in ${PROJECT} was ignored: INSIGHT_FEEDS_URL belongs in the environment or the user's own settings`,
    ]);
  });

  it.each([
    ['project', PROJECT],
    ['user', USER],
  ] as const)('a secret in the %s file', (place, path) => {
    for (const key of ['youtubeApiKey', 'YOUTUBE_API_KEY']) {
      const { values, notes } = resolve({ [place]: JSON.stringify({ [key]: 'leaked' }) });
      expect(values.get('youtubeApiKey')).toBeNull();
      expect(notes).toEqual([`${key} in ${path} was ignored: YOUTUBE_API_KEY belongs in the environment or .env`]);
    }
  });

  it('unknown keys, with a guess at what was meant', () => {
    const project = '{"fromat":"json","INSIGHT_TZ":"UTC","colour":1,"__proto__":{"format":"csv"},"constructor":"x"}';
    const { values, notes } = resolve({ project });
    expect(values.get('format')).toBe('table');
    expect(notes).toEqual([
      `"fromat" in ${PROJECT} was ignored: it is not a setting; did you mean format?`,
      `"INSIGHT_TZ" in ${PROJECT} was ignored: it is not a setting; did you mean tz?`,
      `"colour" in ${PROJECT} was ignored: it is not a setting`,
      `"__proto__" in ${PROJECT} was ignored: it is not a setting`,
      `"constructor" in ${PROJECT} was ignored: it is not a setting`,
    ]);
  });

  it('a heap of unknown keys, in few words', () => {
    const project = JSON.stringify(Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key-${index}`, 1])));
    const { notes } = resolve({ project });
    expect(notes).toHaveLength(6);
    expect(notes.at(-1)).toBe(`${PROJECT} has 995 more keys that are not settings`);
  });

  it.each(['{"format": "json"', '', '[1]', '"json"', 'null', '{// no\n}'])('a broken file: %j', (text) => {
    const { values, notes } = resolve({ project: text, user: '{"tz":"UTC"}' });
    expect(values.get('tz')).toBe('UTC');
    expect(notes).toEqual([`${PROJECT} was ignored: it is not a valid JSON object`]);
  });

  it('not a byte order mark', () => {
    expect(resolve({ user: '\uFEFF{"tz":"UTC"}' }).values.get('tz')).toBe('UTC');
  });

  it('settings that only seem to be there', () => {
    const env = Object.create({ INSIGHT_FORMAT: 'json' }) as Record<string, string>;
    expect(resolve({ env }).values.get('format')).toBe('table');
  });
});

describe('secrets', () => {
  const CANARY = 'CanaryKey-7f3a9c-5d21';

  it.each([
    [CANARY, 'set, ends in 5d21'],
    ['exactly12chr', 'set'],
    ['exactly13char', 'set, ends in char'],
    ['x', 'set'],
  ])('%s is shown as %s', (secret, mask) => {
    expect(masked(secret)).toBe(mask);
    expect(shown({ env: { YOUTUBE_API_KEY: secret } }, 'youtubeApiKey').value).toBe(mask);
  });

  it('reach only the one who asks for the value, wherever they were put', () => {
    const everywhere = resolve({
      env: { YOUTUBE_API_KEY: CANARY },
      dotEnv: `YOUTUBE_API_KEY=${CANARY}\nINSIGHT_YOUTUBE_URL=https://h/?key=${CANARY}\n`,
      project: JSON.stringify({ youtubeApiKey: CANARY, youtubeUrl: CANARY, token: CANARY }),
      user: `{"YOUTUBE_API_KEY": "${CANARY}", broken`,
    });
    expect(everywhere.values.get('youtubeApiKey')).toBe(CANARY);
    expect(everywhere.notes).toHaveLength(5);
    expect(JSON.stringify(everywhere)).not.toContain(CANARY);
  });

  it('are not repeated when they stand in an address', () => {
    for (const address of [`https://ada:${CANARY}@h/`, `https://h/?key=${CANARY}`, `h?key=${CANARY}`]) {
      const failure = failureOf({ env: { INSIGHT_FEEDS_URL: address } });
      expect(`${failure.message} ${failure.hint}`).not.toContain(CANARY);
      const { list, notes } = resolve({ env: { INSIGHT_FEEDS_URL: address } });
      expect(JSON.stringify([list, notes])).not.toContain(CANARY);
    }
  });
});

describe('any surroundings', () => {
  it('give results and notes, or a Failure of one line', () => {
    const file = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .dictionary(fc.constantFrom(...SETTINGS.map(({ name }) => name), '__proto__', 'tzz'), fc.jsonValue())
        .map((members) => JSON.stringify(members)),
    );
    fc.assert(
      fc.property(fc.string(), file, file, (dotEnv, project, user) => {
        try {
          const { list, notes } = resolve({ dotEnv, project, user });
          expect(list).toHaveLength(SETTINGS.length);
          expect(notes.join('')).not.toMatch(/\n/);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
          expect(error instanceof Failure && error.message.includes('\n')).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('reading', () => {
  it('does not load conf, nor anything that loads it', () => {
    const reached = execFileSync('grep', ['-rlE', "from 'conf'|import\\('conf'\\)|user-file", 'src/config'], {
      encoding: 'utf8',
    });
    expect(reached.trim()).toBe('src/config/user-file.ts');
  });
});
