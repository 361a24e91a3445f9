import { verdictOn, type KeyQuestion } from '../http/key-question.js';
import { parsedObject } from '../http/parsed-json.js';
import type { KeyVerdict } from '../ports.js';
import { geminiFailure } from './failures.js';

/**
 * Asks Gemini about its model with one key, which costs nothing.
 * @throws Failure `provider` when Gemini cannot be reached, has no such model or answers with nonsense, `quota` for a
 * passing rate limit, `interrupted`
 */
export function testGeminiKey(
  access: Pick<KeyQuestion, 'key' | 'http' | 'signal'> & { readonly baseUrl: string; readonly model: string },
): Promise<KeyVerdict> {
  const url = `${access.baseUrl.replace(/\/+$/, '')}/v1beta/models/${encodeURIComponent(access.model)}`;
  const header = (key: string) => ({ 'x-goog-api-key': key });
  return verdictOn({ ...access, provider: 'Gemini', url, header }, ({ status, body }) => {
    if (status === 200 && typeof parsedObject(body).name === 'string') return null;
    const failure = geminiFailure(status, body);
    if (failure.kind !== 'key') throw failure;
    return `${failure.message} ${failure.hint}`;
  });
}
