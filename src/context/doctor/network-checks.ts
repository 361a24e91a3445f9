import type { KeyProvider } from '../../domain/key-providers.js';
import type { SettingName } from '../../config/settings.js';
import { clockCheck } from '../../domain/doctor/clock.js';
import { ok, problem, warning, type Check } from '../../domain/doctor/check.js';
import { networkWords } from '../../providers/http/network-words.js';
import type { DoctorParts } from './surroundings.js';

/** Long enough for a slow network, short enough to wait for. */
const TIMEOUT_MS = 5_000;

interface Provider {
  readonly title: string;
  readonly setting: SettingName;
  /** Whose key it is of use with; null for one that is asked without. */
  readonly key: KeyProvider | null;
}

const PROVIDERS: readonly Provider[] = [
  { title: 'YouTube Data API', setting: 'youtubeUrl', key: 'youtube' },
  { title: 'YouTube feeds and pages', setting: 'feedsUrl', key: null },
  { title: 'YouTube autocomplete', setting: 'suggestUrl', key: null },
  { title: 'YouTube pictures', setting: 'thumbsUrl', key: null },
  { title: 'Gemini', setting: 'geminiUrl', key: 'gemini' },
  { title: 'Replicate', setting: 'replicateUrl', key: 'replicate' },
  { title: 'Pollinations', setting: 'pollinationsUrl', key: 'pollinations' },
  { title: 'Pollinations, old host', setting: 'pollinationsLegacyUrl', key: null },
  { title: 'ImageKit', setting: 'imagekitUrl', key: 'imagekit' },
];

/** What came of one question to a host. */
export interface Reached {
  readonly status: number;
  /** By how many seconds the clock of this machine is ahead of the host's; null when it did not say. */
  readonly aheadS: number | null;
}

/** Whether every provider answers at all, asked at the same time, without a key, for nothing that costs. */
export async function networkChecks(parts: DoctorParts, keys: ReadonlySet<string>): Promise<readonly Check[]> {
  if (parts.offline) return [ok('network', 'not looked at (--offline)')];
  const outcomes = await Promise.all(
    PROVIDERS.map(async (provider) => ({ provider, came: await ask(parts, addressOf(parts, provider.setting)) })),
  );
  const asked = outcomes.flatMap(({ provider, came }) => (came === null ? [] : [{ provider, came }]));
  const clock = clockCheck(
    asked.flatMap(({ came }) => (typeof came === 'string' || came.aheadS === null ? [] : [came.aheadS])),
  );
  const failed = asked.flatMap(({ came }) => (typeof came === 'string' ? [came] : []));
  if (failed.length > 1 && failed.length === asked.length) {
    const [words = ''] = failed;
    const hint = 'check the network; files, the demo and what is kept (--offline) work without';
    return [problem('network', `no provider answers: ${words}`, hint), clock];
  }
  return [...asked.flatMap(({ provider, came }) => providerCheck(provider, came, keys)), clock];
}

function providerCheck({ title, key }: Provider, came: Reached | string, keys: ReadonlySet<string>): readonly Check[] {
  const hint = 'check the network, or try again in a minute';
  if (typeof came === 'string') {
    // Who has no key is not kept from anything.
    const unused = key !== null && !keys.has(key);
    return [unused ? warning(title, came, 'of no use without a key') : problem(title, came, hint)];
  }
  return came.status >= 500 ? [warning(title, `answers, but with ${came.status}`, hint)] : [ok(title, 'answers')];
}

/** Null for a setting that is wrong, which has a line of its own. */
function addressOf({ settings }: DoctorParts, setting: SettingName): string | null {
  try {
    return settings.values.get(setting);
  } catch {
    return null;
  }
}

async function ask(
  parts: Pick<DoctorParts, 'world' | 'signal'>,
  address: string | null,
): Promise<Reached | string | null> {
  return address === null ? null : reached(parts, new URL(address));
}

/** One question to a host; in words where it does not answer. */
export async function reached(
  { world, signal }: Pick<DoctorParts, 'world' | 'signal'>,
  url: URL,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reached | string> {
  const late = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const method = Object.keys(headers).length === 0 ? 'HEAD' : 'GET';
    const before = world.now();
    const answer = await world.fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.any([signal, late]),
    });
    const between = (before + world.now()) / 2;
    await answer.body?.cancel();
    const date = Date.parse(answer.headers.get('date') ?? '');
    // The header is cut to whole seconds.
    return { status: answer.status, aheadS: Number.isNaN(date) ? null : (between - (date + 500)) / 1000 };
  } catch (error) {
    if (late.aborted) return `no answer within ${TIMEOUT_MS / 1000} s`;
    return networkWords(error);
  }
}
