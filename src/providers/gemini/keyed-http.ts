import { keyName } from '../../domain/key-name.js';
import type { KeyRing, RingKey } from '../http/key-ring.js';
import type { Http, HttpAnswer } from '../http/request.js';
import { withSomeKey } from '../http/some-key.js';
import { fateOfGeminiKey } from './failures.js';

/** The last answer that came, and the key that it came for. */
export interface Heard {
  readonly answer: HttpAnswer;
  readonly key: RingKey;
}

/**
 * The request path with a key of the ring on every request. A key that was asked too fast makes way for the next at
 * once; the last one is waited for when Google says that it takes only seconds.
 * @param now milliseconds
 * @param hear told every answer that is not about the key
 */
export function keyedHttp(http: Http, keys: KeyRing<'calls'>, now: () => number, hear: (heard: Heard) => void): Http {
  return {
    request: (request) => {
      let asked: RingKey | null = null;
      return withSomeKey(keys, {
        bucket: 'calls',
        send: async (key, book) => {
          asked = key;
          const { secret } = key;
          return http.request({
            ...request,
            headers: { ...request.headers, 'x-goog-api-key': secret },
            secrets: [secret],
            notPassing: keys.hasOther(key, 'calls') ? [429] : [],
            onTry: () => {
              book();
              request.onTry?.();
            },
          });
        },
        fateOf: (answer, { secret, id }) => fateOfGeminiKey(answer, `the key ${keyName(secret, id)}`, now()),
      }).then((answer) => {
        if (asked !== null) hear({ answer, key: asked });
        return answer;
      });
    },
  };
}
