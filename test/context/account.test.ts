import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loginStore } from '../../src/config/login-store.js';
import { accountDesk } from '../../src/context/account.js';
import { Failure } from '../../src/errors.js';
import type { Http, HttpRequest } from '../../src/providers/http/request.js';

const SERVER = 'https://insight.example.org';
const ME = { email: 'ada@example.org', role: 'user', plan: 'free' };
const PAIR = { accessToken: 'access-2', refreshToken: 'refresh-2', expiresIn: 600 };
const CODE = {
  ...{ device_code: 'device', user_code: 'BCDF-GHJK', verification_uri: `${SERVER}/device` },
  ...{ verification_uri_complete: `${SERVER}/device?code=BCDF-GHJK`, expires_in: 600, interval: 5 },
};

type Said = readonly [status: number, body: unknown] | Failure;
type Answers = Readonly<Record<string, (request: HttpRequest) => Said>>;

let folder: string;
let now: number;
let asked: HttpRequest[];
let slept: number[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'insight-desk-'));
  now = 1_000_000;
  asked = [];
  slept = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A desk before a server that answers so, with a clock that only sleeping moves. */
function deskBefore(answers: Answers, server: string | null = null) {
  const http: Http = {
    request: (request) => {
      asked.push(request);
      const said = answers[`${request.method} ${request.url.pathname}`]?.(request) ?? [404, {}];
      if (said instanceof Failure) return Promise.reject(said);
      const [status, body] = said;
      return Promise.resolve({ status, headers: new Headers(), body: JSON.stringify(body), bytes: new Uint8Array() });
    },
  };
  return accountDesk({
    world: { env: { INSIGHT_HOME: folder }, now: () => now, random: () => 0.5 },
    context: { paths: { data: folder }, note: () => undefined },
    http,
    signal: new AbortController().signal,
    server,
    sleep: (ms) => {
      now += ms;
      slept.push(ms);
      return new Promise((resolve) => setImmediate(resolve));
    },
  });
}

const store = () => loginStore(folder, null, () => undefined);
const keep = (secrets: { refreshToken: string | null; until: number | null }) =>
  store().keep({ server: SERVER, email: ME.email, secrets: { accessToken: 'access-1', ...secrets } });
const kept = async () => (await store().read())?.login.secrets.accessToken ?? null;
const bearer = (request: HttpRequest) => request.headers?.authorization;
const paths = () => asked.map(({ method, url }) => `${method} ${url.pathname}`);
const down = () => new Failure('provider', 'The server could not be reached', 'try again');

const REFRESH = 'POST /api/v1/sessions/refresh';
const WHO = 'GET /api/v1/me';
const takesSecond = (request: HttpRequest): Said => (bearer(request) === 'Bearer access-2' ? [200, ME] : [401, {}]);

describe('a token that the server takes no more', () => {
  it('is exchanged, and the request sent once more, as it was', async () => {
    await keep({ refreshToken: 'refresh-1', until: now + 600_000 });
    const desk = await deskBefore({ 'POST /x': takesSecond, [REFRESH]: () => [200, PAIR] });
    expect(await desk.ask({ method: 'POST', path: '/x', body: { a: 1 } })).toMatchObject({ status: 200 });
    expect(paths()).toEqual(['POST /x', REFRESH, 'POST /x']);
    expect(asked.map(({ body }) => body)).toEqual(['{"a":1}', '{"refreshToken":"refresh-1"}', '{"a":1}']);
    expect(await kept()).toBe('access-2');
  });

  it('is not exchanged again when the new one is refused too', async () => {
    await keep({ refreshToken: 'refresh-1', until: now + 600_000 });
    const desk = await deskBefore({ [WHO]: () => [401, {}], [REFRESH]: () => [200, PAIR] });
    await expect(desk.whoami()).rejects.toMatchObject({ kind: 'key' });
    expect(paths()).toEqual([WHO, REFRESH, WHO]);
  });

  it('is exchanged before it is used when it is known to be old', async () => {
    await keep({ refreshToken: 'refresh-1', until: now + 29_000 });
    const desk = await deskBefore({ [WHO]: takesSecond, [REFRESH]: () => [200, PAIR] });
    expect(await desk.whoami()).toMatchObject(ME);
    expect(paths()).toEqual([REFRESH, WHO]);
  });

  it('is exchanged once for many who ask at the same time', async () => {
    await keep({ refreshToken: 'refresh-1', until: 0 });
    const answers = { [WHO]: takesSecond, [REFRESH]: (): Said => [200, PAIR] };
    const desks = await Promise.all(Array.from({ length: 10 }, () => deskBefore(answers)));
    await Promise.all(desks.map((desk) => desk.whoami()));
    expect(paths().filter((path) => path === REFRESH)).toHaveLength(1);
    expect(existsSync(join(folder, 'login.lock'))).toBe(false);
  });

  it('is exchanged at once again when the answer got lost, for later it would pass for stolen', async () => {
    await keep({ refreshToken: 'refresh-1', until: 0 });
    const replies: Said[] = [down(), [200, PAIR]];
    const desk = await deskBefore({ [WHO]: takesSecond, [REFRESH]: () => replies.shift() ?? [401, {}] });
    expect(await desk.whoami()).toMatchObject(ME);
    expect([paths(), slept]).toEqual([[REFRESH, REFRESH, WHO], []]);
  });

  it('of a build server cannot be exchanged', async () => {
    await keep({ refreshToken: null, until: null });
    const desk = await deskBefore({ [WHO]: () => [401, {}] });
    await expect(desk.whoami()).rejects.toMatchObject({ kind: 'key' });
    expect(paths()).toEqual([WHO]);
  });

  it('stays when the exchange is refused, and when nobody answers', async () => {
    await keep({ refreshToken: 'refresh-1', until: 0 });
    const refused = await deskBefore({ [REFRESH]: () => [401, {}] });
    await expect(refused.whoami()).rejects.toMatchObject({ kind: 'key' });
    const away = await deskBefore({ [REFRESH]: down });
    await expect(away.whoami()).rejects.toMatchObject({ kind: 'provider' });
    expect([await kept(), existsSync(join(folder, 'login.lock'))]).toEqual(['access-1', false]);
  });
});

describe('signing out', () => {
  it('tells the server, and forgets', async () => {
    await keep({ refreshToken: 'refresh-1', until: now + 600_000 });
    const desk = await deskBefore({ 'DELETE /api/v1/sessions/current': () => [204, {}] });
    expect(await desk.signOut()).toEqual({ server: SERVER, email: ME.email, revoked: true, problem: null });
    expect(await kept()).toBeNull();
  });

  it.each<[string, Answers]>([
    ['is down', { 'DELETE /api/v1/sessions/current': down }],
    ['fails', { 'DELETE /api/v1/sessions/current': () => [503, {}] }],
    ['does not exchange the old token', { 'DELETE /api/v1/sessions/current': () => [401, {}], [REFRESH]: down }],
  ])('forgets here, and says so, when the server %s', async (_, answers) => {
    await keep({ refreshToken: 'refresh-1', until: now + 600_000 });
    const desk = await deskBefore(answers);
    expect(await desk.signOut()).toMatchObject({ revoked: false, problem: { kind: 'provider' } });
    expect(await kept()).toBeNull();
  });

  it('of a session that is over already is no problem', async () => {
    await keep({ refreshToken: 'refresh-1', until: now + 600_000 });
    const desk = await deskBefore({ 'DELETE /api/v1/sessions/current': () => [401, {}], [REFRESH]: () => [401, {}] });
    expect(await desk.signOut()).toMatchObject({ problem: null });
    expect(await kept()).toBeNull();
  });
});

describe('a code', () => {
  const begin = (more: object = {}) => ({ 'POST /api/v1/device/code': (): Said => [200, { ...CODE, ...more }] });
  const DEVICE = 'POST /api/v1/device/token';
  const pending: Said = [400, { error: 'authorization_pending' }];
  const letIn: Said = [200, { access_token: 'access-2', refresh_token: 'refresh-2', expires_in: 600 }];
  const signIn = async (said: readonly Said[], more: object = {}) => {
    const replies = [...said];
    const token = (): Said => replies.shift() ?? pending;
    return (await deskBefore({ ...begin(more), [DEVICE]: token, [WHO]: takesSecond }, SERVER)).signInByDevice(() =>
      Promise.resolve(),
    );
  };

  it('is asked about as often as the server allows, until somebody decided', async () => {
    expect(await signIn([pending, [400, { error: 'slow_down' }], pending, letIn])).toMatchObject(ME);
    expect(slept).toEqual([5_000, 5_000, 10_000, 10_000]);
    expect(await kept()).toBe('access-2');
  });

  it('outlives a network that is away for a moment, and not one that stays away', async () => {
    expect(await signIn([down(), pending, down(), down(), letIn])).toMatchObject(ME);
    await expect(signIn([down(), down(), down(), letIn])).rejects.toMatchObject({ kind: 'provider' });
  });

  it.each([
    ['without a pause', { interval: 0 }, 1_000],
    ['in the past', { interval: -5 }, 1_000],
    ['once a month', { interval: 2_600_000 }, 60_000],
  ])('is not asked about %s', async (_, more, expected) => {
    await signIn([letIn], more);
    expect(slept).toEqual([expected]);
  });

  it.each([
    ['that is over at once', 0],
    ['that holds for a year', 31_536_000],
  ])('%s is given up in the end', async (_, expires) => {
    await expect(signIn([], { expires_in: expires })).rejects.toMatchObject({ kind: 'key' });
    expect(now).toBeLessThanOrEqual(1_000_000 + 3_605_000);
  });
});

it('what is kept names the server, and goes to no other', async () => {
  await keep({ refreshToken: 'refresh-1', until: now + 600_000 });
  const desk = await deskBefore({}, 'https://other.example.org');
  await expect(desk.whoami()).rejects.toMatchObject({ kind: 'key' });
  expect(asked).toEqual([]);
  expect(readFileSync(join(folder, 'login.json'), 'utf8')).toContain(SERVER);
});
