import type { Context } from 'hono';
import { Problem } from './problem.js';
import type { ServerEnv } from './route.js';

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
  try {
    JSON.parse(await request.text());
  } catch (error) {
    throw new Problem('invalid-request', { detail: 'The body is not JSON.' }, { cause: error });
  }
}
