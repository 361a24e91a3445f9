import { isSendable } from '../domain/sendable-key.js';
import { Failure } from '../errors.js';
import type { Http, HttpAnswer } from './http/request.js';
import { isRecord } from './http/json-record.js';
import { parsedObject } from './http/parsed-json.js';

/** A pair of tokens as the server gives it out. */
export interface GivenTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** How long the access token works. */
  readonly expiresInS: number;
}

/** What a person does to let this device in. */
export interface DeviceCode {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly page: string;
  /** The page with the code filled in. */
  readonly pageWithCode: string;
  readonly expiresInS: number;
  readonly intervalS: number;
}

export interface AccountFacts {
  readonly email: string;
  readonly role: string;
  readonly plan: string;
}

export interface AccountAsk {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** `/api/v1/me` */
  readonly path: string;
  readonly body?: object;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of that of the whole run: for what has to be said also when it was interrupted. */
  readonly signal?: AbortSignal;
  readonly secrets?: readonly string[];
}

/** The hosted account, as its server answers. Every method throws Failure `provider` when the server cannot be reached. */
export interface AccountClient {
  /** Any request; the answer of any status. */
  ask(request: AccountAsk): Promise<HttpAnswer>;
  beginDevice(label: string): Promise<DeviceCode>;
  /** @throws Failure `key` when the device was sent away or nobody came in time */
  askDevice(deviceCode: string): Promise<GivenTokens | 'authorization_pending' | 'slow_down'>;
  /** @throws Failure `key` */
  signIn(email: string, password: string, label: string): Promise<GivenTokens>;
  /** @throws Failure `key` when the session is over */
  refresh(refreshToken: string): Promise<GivenTokens>;
}

/** A PNG of 1280 by 720 that cannot be packed is the largest there is. */
const MOST_BYTES = 8_000_000;
const LONGEST_TOKEN = 4_000;
const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code';
const AGAIN = 'sign in again: insight login';

/** @param server an origin that was found fit to be given secrets */
export function accountClient(http: Http, server: string, signal: AbortSignal): AccountClient {
  const provider = `The server ${new URL(server).host}`;
  const ask = ({
    method,
    path,
    body,
    token,
    secrets = [],
    headers = {},
    signal: own,
  }: AccountAsk): Promise<HttpAnswer> =>
    http.request({
      provider,
      method,
      url: new URL(path, server),
      headers: {
        accept: 'application/json',
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      secrets: token === undefined ? secrets : [...secrets, token],
      // What another host says is not what the person was asked to trust.
      stays: true,
      maxBytes: MOST_BYTES,
      tooLong: 'fail',
      signal: own ?? signal,
    });
  return {
    ask,
    beginDevice: async (label) => {
      const answer = good(await ask({ method: 'POST', path: '/api/v1/device/code', body: { label } }), provider);
      return {
        deviceCode: textIn(answer, 'device_code', provider),
        userCode: textIn(answer, 'user_code', provider),
        page: textIn(answer, 'verification_uri', provider),
        pageWithCode: textIn(answer, 'verification_uri_complete', provider),
        expiresInS: numberIn(answer, 'expires_in', provider),
        intervalS: numberIn(answer, 'interval', provider),
      };
    },
    askDevice: async (deviceCode) => {
      const body = { grant_type: GRANT_TYPE, device_code: deviceCode };
      const answer = await ask({ method: 'POST', path: '/api/v1/device/token', body, secrets: [deviceCode] });
      const { error } = parsedObject(answer.body);
      if (error === 'authorization_pending' || error === 'slow_down') return error;
      if (error === 'access_denied') throw new Failure('key', 'this machine was sent away on the page', AGAIN);
      if (error === 'expired_token' || error === 'invalid_grant') {
        throw new Failure('key', 'nobody let this machine in before the code was over', AGAIN);
      }
      const told = good(answer, provider);
      return {
        accessToken: tokenIn(told, 'access_token', provider),
        refreshToken: tokenIn(told, 'refresh_token', provider),
        expiresInS: numberIn(told, 'expires_in', provider),
      };
    },
    signIn: async (email, password, label) => {
      const body = { email, password, label };
      return pair(good(await ask({ method: 'POST', path: '/api/v1/sessions', body, secrets: [password] }), provider));
    },
    refresh: async (refreshToken) => {
      const request = { method: 'POST', path: '/api/v1/sessions/refresh', body: { refreshToken } } as const;
      const answer = await ask({ ...request, secrets: [refreshToken] });
      if (answer.status === 401) throw new Failure('key', 'this login is over: it ended or was revoked', AGAIN);
      return pair(good(answer, provider));
    },
  };

  function pair(told: Readonly<Record<string, unknown>>): GivenTokens {
    return {
      accessToken: tokenIn(told, 'accessToken', provider),
      refreshToken: tokenIn(told, 'refreshToken', provider),
      expiresInS: numberIn(told, 'expiresIn', provider),
    };
  }
}

/** The body of a good answer. @throws Failure `key`, `quota`, `provider`, `usage` by what the server says */
export function good(answer: HttpAnswer, provider: string): Readonly<Record<string, unknown>> {
  const { status, body } = answer;
  const told = parsedObject(body);
  if (status >= 200 && status < 300) return told;
  if (status >= 300 && status < 400) {
    throw new Failure(
      'provider',
      `${provider} sends elsewhere (status ${status})`,
      'name the address it sends to: --server',
    );
  }
  const words = [told.title, told.detail].filter((each) => typeof each === 'string').join(': ');
  const what = `${provider} says: ${words === '' ? `status ${status}` : oneLine(words)}`;
  if (status === 401) throw new Failure('key', what, AGAIN);
  if (status === 403) throw new Failure('key', what, 'sign in as somebody who may: insight login');
  if (status === 429) throw new Failure('quota', what, 'wait a minute and try again');
  if (status === 400 || status === 422) throw new Failure('usage', what, 'check what was given');
  if (words === '' && status < 500) throw strange(provider, 'answer of its kind');
  throw new Failure('provider', what, 'try again in a minute, or ask whoever runs the server');
}

/** Who is signed in. */
export function accountFacts(answer: HttpAnswer, provider: string): AccountFacts {
  const told = good(answer, provider);
  return {
    email: textIn(told, 'email', provider),
    role: textIn(told, 'role', provider),
    plan: textIn(told, 'plan', provider),
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 300);
}

function textIn(told: unknown, name: string, provider: string): string {
  const value = isRecord(told) ? told[name] : null;
  if (typeof value === 'string') return value;
  throw strange(provider, name);
}

function tokenIn(told: unknown, name: string, provider: string): string {
  const token = textIn(told, name, provider);
  if (isSendable(token) && token.length <= LONGEST_TOKEN) return token;
  throw strange(provider, name);
}

function numberIn(told: unknown, name: string, provider: string): number {
  const value = isRecord(told) ? told[name] : null;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw strange(provider, name);
}

function strange(provider: string, name: string): Failure {
  return new Failure('provider', `${provider} gave no ${name}: it may be no server of insight`, 'check INSIGHT_SERVER');
}
