import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { variable, type Environment } from '../config/environment.js';
import { systemKeyring } from '../config/keyring.js';
import { alone } from '../config/lock-file.js';
import type { KeptIn, Login, LoginSecrets } from '../config/login.js';
import { loginStore, type LoginStore } from '../config/login-store.js';
import { serverProblem } from '../config/server-address.js';
import { Failure } from '../errors.js';
import {
  accountClient,
  accountFacts,
  good,
  type AccountAsk,
  type AccountClient,
  type AccountFacts,
  type DeviceCode,
  type GivenTokens,
} from '../providers/account.js';
import type { Http, HttpAnswer } from '../providers/http/request.js';

/** Who is signed in, and where the secrets of that are kept. */
export interface SignedIn extends AccountFacts {
  readonly server: string;
  readonly keptIn: KeptIn;
}

/** The hosted account, from the side of who uses it. */
export interface AccountDesk {
  /** Shows a page in the browser, where there is one. */
  openPage(url: string): Promise<void>;
  /** @param onCode told what a person has to do @throws Failure `key`, `provider`, `usage`, `interrupted` */
  signInByDevice(onCode: (code: DeviceCode) => Promise<void>): Promise<SignedIn>;
  signInByPassword(email: string, password: string): Promise<SignedIn>;
  /** With a personal access token. */
  signInByToken(token: string): Promise<SignedIn>;
  /** Ends the session at the server and forgets it here; forgets it also when the server cannot be told. @throws Failure `key` */
  signOut(): Promise<SignedOut>;
  /** @throws Failure `key`, `provider` */
  whoami(): Promise<SignedIn>;
  /** Any request in the name of who is signed in; the answer of any status but 401. @throws Failure `key`, `provider` */
  ask(request: Omit<AccountAsk, 'token'>): Promise<HttpAnswer>;
}

export interface SignedOut {
  readonly server: string;
  readonly email: string;
  /** False for a personal access token, which works on until it is revoked, and when the server could not be told. */
  readonly revoked: boolean;
  /** Why the server could not be told; null when it was. */
  readonly problem: Failure | null;
}

export interface DeskParts {
  readonly world: {
    readonly env: Environment;
    readonly now: () => number;
    readonly random: () => number;
  };
  readonly context: {
    readonly paths: { readonly data: string };
    /** Told what a person should know, a plain sentence. */
    note(sentence: string): void;
  };
  readonly http: Http;
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds, or rejects when the signal is aborted. */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** The server that a flag or a setting names; null for the one of the login. */
  readonly server: string | null;
}

/** An access token is exchanged so long before its end, for requests take time and clocks differ. */
const EARLY_MS = 30_000;
const SLOWER_MS = 5_000;
const FASTEST_MS = 1_000;
const SLOWEST_MS = 60_000;
const LONGEST_CODE_MS = 3_600_000;
/** After so many questions without an answer, one after the other, the server is down. */
const MOST_IN_VAIN = 3;
const LONGEST_LABEL = 80;

/** @throws Failure `usage` for a server that secrets must not be sent to */
export async function accountDesk(parts: DeskParts): Promise<AccountDesk> {
  const { world, context, http, signal, sleep = wait } = parts;
  const dataFolder = context.paths.data;
  const problem = parts.server === null ? null : serverProblem(parts.server);
  if (problem !== null) throw new Failure('usage', `--server ${problem}`, 'for example https://insight.example.org');
  const named = parts.server === null ? null : new URL(parts.server).origin;
  // INSIGHT_HOME stands for a machine of its own: the keyring would be shared by all of them.
  const keyring = (variable(world.env, 'INSIGHT_HOME') ?? '') === '' ? await systemKeyring() : null;
  const store = loginStore(dataFolder, keyring, (sentence) => {
    context.note(sentence);
  });
  const rest = (ms: number) =>
    sleep(ms, signal).catch(() => {
      throw new Failure('interrupted', 'interrupted before the server had answered', 'run it again');
    });
  const clientOf = (server: string) => accountClient(http, server, signal);
  const label = `insight on ${hostname()}`.slice(0, LONGEST_LABEL);

  const begin = async (server: string, secrets: LoginSecrets): Promise<SignedIn> => {
    const request = { method: 'GET', path: '/api/v1/me', token: secrets.accessToken } as const;
    const facts = accountFacts(await clientOf(server).ask(request), 'The server');
    const keptIn = await store.keep({ server, email: facts.email, secrets });
    return { ...facts, server, keptIn };
  };
  const current = async () => loginAt(store, named);
  const ask = async (request: Omit<AccountAsk, 'token'>): Promise<HttpAnswer> => {
    const { login } = await current();
    const client = clientOf(login.server);
    const { until } = login.secrets;
    const old = until !== null && until - EARLY_MS <= world.now();
    const used = old ? await refreshed(login, client) : login;
    const answer = await client.ask({ ...request, token: used.secrets.accessToken });
    if (answer.status !== 401) return answer;
    const anew = await refreshed(used, client);
    const second = await client.ask({ ...request, token: anew.secrets.accessToken });
    if (second.status === 401) throw over();
    return second;
  };
  /** One process exchanges; those that waited take what it got. */
  const refreshed = (login: Login, client: AccountClient): Promise<Login> =>
    alone(join(dataFolder, 'login.lock'), { now: world.now, pause: () => rest(20 + world.random() * 50) }, async () => {
      const { login: kept } = await current();
      if (kept.secrets.accessToken !== login.secrets.accessToken) return kept;
      if (kept.secrets.refreshToken === null) throw over();
      const secrets = secretsOf(await exchanged(client, kept.secrets.refreshToken), world.now());
      const next = { ...kept, secrets };
      await store.keep(next);
      return next;
    });

  return {
    ask,
    openPage,
    signInByDevice: async (onCode) => {
      const server = named ?? nowhere();
      const client = clientOf(server);
      const code = await client.beginDevice(label);
      await onCode(code);
      return begin(server, secretsOf(await letIn(client, code, { now: world.now, sleep: rest }), world.now()));
    },
    signInByPassword: async (email, password) => {
      const server = named ?? nowhere();
      return begin(server, secretsOf(await clientOf(server).signIn(email, password, label), world.now()));
    },
    signInByToken: (token) => begin(named ?? nowhere(), { accessToken: token, refreshToken: null, until: null }),
    whoami: async () => {
      const { login, keptIn } = await current();
      const facts = accountFacts(await ask({ method: 'GET', path: '/api/v1/me' }), 'The server');
      return { ...facts, server: login.server, keptIn };
    },
    signOut: async () => {
      const { server, email, secrets } = (await current()).login;
      let problem: Failure | null = null;
      try {
        const end = { method: 'DELETE', path: '/api/v1/sessions/current' } as const;
        if (secrets.refreshToken !== null) good(await ask(end), 'The server');
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        // A session that is over already needs no ending.
        if (error.kind !== 'key') problem = error;
      }
      await store.forget();
      return { server, email, revoked: secrets.refreshToken !== null && problem === null, problem };
    },
  };
}

function wait(ms: number, signal: AbortSignal): Promise<unknown> {
  return pause(ms, undefined, { signal });
}

async function openPage(url: string): Promise<void> {
  // It comes from a server, and what the system opens may be a program.
  if (!/^https?:\/\//.test(url)) return;
  const { openFile } = await import('../output/open-file.js');
  await openFile(url).catch(() => undefined);
}

/** Asks as often as the server allows until somebody decided, and no longer than the code holds. */
async function letIn(
  client: AccountClient,
  { deviceCode, intervalS, expiresInS }: DeviceCode,
  { now, sleep }: { readonly now: () => number; readonly sleep: (ms: number) => Promise<unknown> },
): Promise<GivenTokens> {
  // Whatever the server says: neither without a pause nor for hours.
  let wait = Math.min(Math.max(intervalS * 1000, FASTEST_MS), SLOWEST_MS);
  const end = now() + Math.min(expiresInS * 1000, LONGEST_CODE_MS);
  for (let inVain = 0; now() < end;) {
    await sleep(wait);
    const told = await client.askDevice(deviceCode).catch((error: unknown) => {
      inVain += 1;
      // The network may be away while somebody types the code.
      if (error instanceof Failure && error.kind === 'provider' && inVain < MOST_IN_VAIN) return null;
      throw error;
    });
    if (told === null) continue;
    if (typeof told !== 'string') return told;
    inVain = 0;
    if (told === 'slow_down') wait = Math.min(wait + SLOWER_MS, SLOWEST_MS);
  }
  throw new Failure('key', 'nobody let this machine in before the code was over', 'sign in again: insight login');
}

/**
 * Asks twice where the first answer did not come: it may have been given, and the server takes a token that was used just
 * now once more, but later calls it stolen.
 */
async function exchanged(client: AccountClient, refreshToken: string): Promise<GivenTokens> {
  return client.refresh(refreshToken).catch((error: unknown) => {
    if (error instanceof Failure && error.kind === 'provider') return client.refresh(refreshToken);
    throw error;
  });
}

async function loginAt(store: LoginStore, named: string | null) {
  const kept = await store.read();
  if (kept !== null && (named === null || kept.login.server === named)) return kept;
  const where = named === null ? '' : ` to ${named}`;
  throw new Failure('key', `nobody is signed in${where}`, 'sign in: insight login');
}

function secretsOf({ accessToken, refreshToken, expiresInS }: GivenTokens, now: number): LoginSecrets {
  return { accessToken, refreshToken, until: now + expiresInS * 1000 };
}

function over(): Failure {
  return new Failure('key', 'the server no longer takes this login', 'sign in again: insight login');
}

function nowhere(): never {
  throw new Failure('usage', 'no server is named', 'set INSIGHT_SERVER, or give --server https://insight.example.org');
}
