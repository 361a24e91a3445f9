import type { Context } from 'hono';
import { Problem } from '../http/problem.js';
import type { ServerEnv } from '../http/route.js';

const FORM = 'application/x-www-form-urlencoded';

/** What a form of a page sent, one text by name: empty for what it did not send. @throws Problem `wrong-type` */
export async function formOf(context: Context<ServerEnv>): Promise<(name: string) => string> {
  const type = context.req.header('content-type') ?? '';
  if (type.split(';')[0]?.trim().toLowerCase() !== FORM) {
    throw new Problem('wrong-type', { detail: 'This address takes what the forms of the page send.' });
  }
  const fields = new URLSearchParams(await context.req.text());
  return (name) => fields.get(name) ?? '';
}
