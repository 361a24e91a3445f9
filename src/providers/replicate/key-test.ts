import { Failure } from '../../errors.js';
import { verdictOn, type KeyQuestion } from '../http/key-question.js';
import { parsedObject } from '../http/parsed-json.js';
import { refusedOnTheWay } from '../http/refused-on-the-way.js';
import type { KeyVerdict } from '../ports.js';

/**
 * Asks Replicate whose a token is, which costs nothing (https://replicate.com/docs/reference/http#account.get).
 * @throws Failure `provider` when Replicate cannot be reached or answers with anything else, `interrupted`
 */
export function testReplicateKey(
  access: Pick<KeyQuestion, 'key' | 'http' | 'signal'> & { readonly baseUrl: string },
): Promise<KeyVerdict> {
  const url = `${access.baseUrl.replace(/\/+$/, '')}/v1/account`;
  const header = (key: string) => ({ authorization: `Bearer ${key}` });
  return verdictOn({ ...access, provider: 'Replicate', url, header }, (answer) => {
    const { status, body } = answer;
    if (status === 200 && typeof parsedObject(body).username === 'string') return null;
    const onTheWay = refusedOnTheWay('Replicate', answer);
    if (onTheWay !== null) throw onTheWay;
    if (status === 401 || status === 403) return `Replicate refused it (HTTP ${status}). Check REPLICATE_API_TOKEN.`;
    throw new Failure('provider', `Replicate cannot say whose the token is (HTTP ${status}).`, 'Try again later.');
  });
}
