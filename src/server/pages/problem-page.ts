import type { Context } from 'hono';
import { html } from 'hono/html';
import { PROBLEMS, type Problem } from '../http/problem.js';
import type { ServerEnv } from '../http/route.js';
import { layout } from './layout.js';

/** Whether a browser shows a page: then a problem is told to a person, not to a program. */
export function isForPeople(context: Context): boolean {
  return !context.req.path.startsWith('/api/') && (context.req.header('accept') ?? '').includes('text/html');
}

/** What went wrong, for a person; who is not signed in is led to where that is done. */
export async function problemPage(problem: Problem, context: Context<ServerEnv>): Promise<Response> {
  const { method, path, url } = context.req;
  context.header('vary', 'accept', { append: true });
  context.header('cache-control', 'no-store');
  if (problem.problem === 'not-signed-in') {
    const next = method === 'GET' ? `${path}${new URL(url).search}` : '/';
    return context.redirect(`/sign-in?next=${encodeURIComponent(next)}`, 303);
  }
  const { title } = PROBLEMS[problem.problem];
  for (const [name, value] of Object.entries(problem.parts.headers ?? {})) context.header(name, value);
  return context.html(
    layout(
      { title, account: context.get('caller')?.account ?? null, path, narrow: true },
      html`<h1>${title}</h1>
        ${problem.parts.detail === undefined ? '' : html`<p>${problem.parts.detail}</p>`}
        <p><a href="/">Go to the beginning</a></p>
        <p class="small">Request <code>${context.get('requestId')}</code></p>`,
    ),
    problem.status,
  );
}
