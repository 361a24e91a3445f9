import { lookup } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { withoutSecrets } from '../config/without-secrets.js';
import type { Environment } from '../config/environment.js';
import type { SettingName } from '../config/settings.js';
import type { Alert } from '../domain/alerts/alert.js';
import { SECRET_FORM, secretBytes, secretsIn } from '../domain/alerts/webhook-signature.js';
import { keyFingerprint } from '../domain/key-fingerprint.js';
import { Failure } from '../errors.js';
import { jsonLine } from '../output/json.js';
import type { AlertDesk, AlertWay, AlertWish } from '../providers/ports/alerts.js';
import { AlertBook as Book } from '../store/alert-book.js';
import type { Database } from '../store/database.js';

export interface AlertParts {
  readonly context: {
    readonly setting: (name: SettingName) => string | null;
    readonly now: () => number;
    readonly signal: AbortSignal;
  };
  readonly world: {
    readonly env: Environment;
    readonly cwd: string;
    readonly random: () => number;
    readonly now: () => number;
    readonly endGroup: ((pid: number) => void) | null;
  };
  readonly insight: () => Promise<Database>;
}

/**
 * Everything that alerts need, checked before anything is spent.
 * @throws Failure `usage` for an address that is none or leads into a private network, `key` without a secret to sign with, `unexpected`
 */
export async function alertDesk({ context, world, insight }: AlertParts, wish: AlertWish): Promise<AlertDesk> {
  const ways = [
    ...(wish.webhook === null ? [] : [await webhookWay({ context, world }, wish.webhook, wish.allowPrivate)]),
    ...(wish.exec === null ? [] : [await programWay({ context, world }, wish.exec, wish.execArgs)]),
  ];
  const run = Array.from({ length: 2 }, () => Math.floor(world.random() * 2 ** 50).toString(36)).join('');
  return { book: new Book(await insight()), ways, run, bodyOf: jsonLine };
}

async function webhookWay(
  { context, world }: Omit<AlertParts, 'insight'>,
  address: string,
  allowPrivate: boolean,
): Promise<AlertWay> {
  const [{ sendWebhook, webhookAddress }, { checkedAddresses, guardedFetch }, { createHttp }] = await Promise.all([
    import('../providers/webhook/send-webhook.js'),
    import('../providers/http/guarded-fetch.js'),
    import('../providers/http/request.js'),
  ]);
  const url = webhookAddress(address, allowPrivate);
  const keys = webhookKeys(context.setting('webhookSecret'));
  const guard = { what: 'the webhook', allowPrivate, resolve: (host: string) => lookup(host, { all: true }) };
  await checkedAddresses(guard, url).catch((error: unknown) => {
    // A name that cannot be looked up now may be there when there is something to send.
    if (error instanceof Failure) throw error;
  });
  const http = createHttp({
    fetch: guardedFetch(guard),
    now: world.now,
    random: world.random,
    sleep: (ms, signal) => sleep(ms, undefined, { signal }),
    timeoutMs: 15_000,
  });
  return {
    // The address itself may be as good as a password.
    name: `webhook ${keyFingerprint(url.href)}`,
    kind: 'webhook',
    deliver: (alert) => sendWebhook({ http, url, keys, now: context.now, signal: context.signal }, alert),
  };
}

/** @throws Failure `key` */
function webhookKeys(text: string | null): readonly Uint8Array[] {
  const secrets = secretsIn(text);
  const hint =
    'make one: echo "whsec_$(openssl rand -base64 32)", and keep it in INSIGHT_WEBHOOK_SECRET here and at the receiver';
  if (secrets.length === 0) throw new Failure('key', 'there is no secret to sign the webhook with', hint);
  return secrets.map((secret) => {
    const key = secretBytes(secret);
    if (key === null) throw new Failure('key', `INSIGHT_WEBHOOK_SECRET ${SECRET_FORM}`, hint);
    return key;
  });
}

async function programWay(
  { context, world }: Omit<AlertParts, 'insight'>,
  program: string,
  args: readonly string[],
): Promise<AlertWay> {
  const { runProgram } = await import('../providers/program/run-program.js');
  const { cwd, endGroup } = world;
  const parts = { program, args, cwd, endGroup, env: withoutSecrets(world.env), signal: context.signal };
  return {
    name: `exec ${keyFingerprint(JSON.stringify([program, ...args]))}`,
    kind: 'command',
    deliver: (alert) => runProgram(parts, alert, variablesOf(alert.body)),
  };
}

/** What a small script wants to know without a parser of JSON: ids and numbers, nothing that a stranger wrote. */
function variablesOf(body: string): Readonly<Record<string, string>> {
  // Written by `bodyOf`.
  const { id, data } = JSON.parse(body) as Alert;
  const { channel, video, rule, value } = data;
  const named = { ID: id, RULE: rule, VALUE: String(value), VIDEO: video.id, CHANNEL: channel.id ?? '' };
  const plain = Object.entries(named).map(([name, text]) => [
    `INSIGHT_ALERT_${name}`,
    /^[\w.=-]{1,100}$/.test(text) ? text : '',
  ]);
  return Object.fromEntries(plain) as Record<string, string>;
}
