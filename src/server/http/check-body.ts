import type { Context } from 'hono';
import { Problem } from './problem.js';
import type { ServerEnv } from './route.js';

/** More than anything that is meant. A million brackets take half a second to read, in which nobody else is answered. */
const MOST_LEVELS = 100;
const JSON_TYPE = /^application\/json$/i;

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
  if (isDeep(text)) throw new Problem('invalid-request', { detail: `JSON may be ${MOST_LEVELS} levels deep.` });
  try {
    JSON.parse(text);
  } catch (error) {
    throw new Problem('invalid-request', { detail: 'The body is not JSON.' }, { cause: error });
  }
}

/** Whether lists and objects stand within each other further than that. Brackets in a text are text. Looks at each sign once. */
function isDeep(json: string): boolean {
  let [level, inText] = [0, false];
  for (let at = 0; at < json.length; at += 1) {
    const sign = json.charAt(at);
    if (inText && sign === '\\') at += 1;
    else if (sign === '"') inText = !inText;
    else if (!inText && (sign === '[' || sign === '{')) level += 1;
    else if (!inText && (sign === ']' || sign === '}')) level -= 1;
    if (level > MOST_LEVELS) return true;
  }
  return false;
}
