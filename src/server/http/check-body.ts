import type { Context } from 'hono';
import { Problem } from './problem.js';
import type { ServerEnv } from './route.js';

const JSON_TYPE = /^application\/json$/i;
/** Deeper than anybody writes; what walks it afterwards has a stack that ends. */
const DEEPEST = 64;

/**
 * Whether a body is of a type that the route takes, and JSON that can be read.
 * @param types as the route declares them; none for a route that takes no body
 * @throws Problem `wrong-type`, `invalid-request`
 */
export async function checkBody({ req: request }: Context<ServerEnv>, types: readonly string[]): Promise<void> {
  if (types.length === 0) return;
  const given = (request.header('content-type') ?? '').split(';')[0]?.trim() ?? '';
  if (!types.some((type) => type === given.toLowerCase())) {
    // Nothing at all is for the schema to judge: it says what is missing.
    if (given === '' && (await request.text()) === '') return;
    throw new Problem('wrong-type', {
      detail: `Send it as ${types.join(' or ')}.`,
      headers: { accept: types.join(', ') },
    });
  }
  if (!JSON_TYPE.test(given)) return;
  const text = await request.text();
  if (depth(text) > DEEPEST) throw new Problem('invalid-request', { detail: `JSON may be ${DEEPEST} levels deep.` });
  try {
    JSON.parse(text);
  } catch (error) {
    throw new Problem('invalid-request', { detail: 'The body is not JSON.' }, { cause: error });
  }
}

/** How deep brackets stand in each other, those in strings left out. */
function depth(text: string): number {
  let [deepest, now] = [0, 0];
  for (const [sign] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (sign === '[' || sign === '{') deepest = Math.max(deepest, (now += 1));
    else if (sign === ']' || sign === '}') now -= 1;
  }
  return deepest;
}
