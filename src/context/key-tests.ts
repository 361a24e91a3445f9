import type { SettingName } from '../config/settings.js';
import type { Http } from '../providers/http/request.js';
import type { KeyVerdict } from '../providers/ports.js';
import type { QuotaLedger } from '../store/quota-ledger.js';
import type { RefusedKeys } from '../store/refused-keys.js';
import { youtubeQuotaDay } from '../store/youtube-quota.js';

export interface KeyTestParts {
  /** The value of a setting. */
  readonly setting: (name: SettingName) => string;
  readonly http: () => Promise<Http>;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly inLedger: <T>(work: (ledger: QuotaLedger, refused: RefusedKeys) => Promise<T>) => Promise<T>;
}

interface TestedKey {
  /** Its fingerprint. */
  readonly id: string;
  readonly secret: string;
}

/**
 * Asks a provider one question that costs no money with a key; `untested` where there is no such question.
 * @throws Failure `provider`, `quota`, `interrupted`: then nothing can be said of the key
 */
export async function testKey(parts: KeyTestParts, provider: string, key: TestedKey): Promise<KeyVerdict> {
  const verdict = await verdictOn(parts, provider, key);
  // A provider that calls a key spent has taken it; by our own count nothing was asked.
  const taken = verdict.state === 'ok' || (verdict.state === 'spent' && verdict.requests > 0);
  if (!taken && verdict.state !== 'refused') return verdict;
  return parts.inLedger((_, refused) => {
    if (taken) refused.forget(key.id);
    else refused.note(key.id);
    return Promise.resolve(verdict);
  });
}

async function verdictOn(parts: KeyTestParts, provider: string, key: TestedKey): Promise<KeyVerdict> {
  const { setting, signal } = parts;
  switch (provider) {
    case 'youtube':
      return testOfYoutube(parts, key);
    case 'gemini': {
      const { testGeminiKey } = await import('../providers/gemini/key-test.js');
      const asked = { baseUrl: setting('geminiUrl'), model: setting('geminiModel'), key: key.secret, signal };
      return testGeminiKey({ ...asked, http: await parts.http() });
    }
    case 'replicate': {
      const { testReplicateKey } = await import('../providers/replicate/key-test.js');
      return testReplicateKey({
        baseUrl: setting('replicateUrl'),
        key: key.secret,
        signal,
        http: await parts.http(),
      });
    }
    default:
      return { state: 'untested', reason: 'It has no question that would test a key and nothing else.', requests: 0 };
  }
}

async function testOfYoutube(parts: KeyTestParts, { id, secret }: TestedKey): Promise<KeyVerdict> {
  const { testYoutubeKey } = await import('../providers/youtube/key-test.js');
  const http = await parts.http();
  return parts.inLedger((ledger) => {
    const purse = { provider: 'youtube', keyId: id, bucket: 'units' };
    const period = youtubeQuotaDay(parts.now());
    const limit = Number(parts.setting('youtubeUnits'));
    return testYoutubeKey(
      { baseUrl: parts.setting('youtubeUrl'), key: secret, http, now: parts.now, signal: parts.signal },
      {
        isExhausted: () => ledger.isExhausted(purse),
        reserve: () => ledger.reserve({ ...purse, amount: 1, limit, period }),
        exhaust: () => {
          ledger.exhaust(purse, period.endsAt);
        },
      },
    );
  });
}
