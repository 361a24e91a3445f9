import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ServerEnv } from '../http/route.js';
import { layout } from './layout.js';

/** A link from a letter that is not good (any more). @param again where a new one is asked for */
export function deadLinkPage(context: Context<ServerEnv>, again: string): Response | Promise<Response> {
  return context.html(
    layout(
      { title: 'This link is not good', account: context.get('caller')?.account ?? null, path: '', narrow: true },
      html`<div class="card">
        <h1>This link is not good</h1>
        <p>A link works once, for 20 minutes, and a newer one or a changed password ends it.</p>
        <p class="actions"><a class="button" href="${again}">Ask for a new one</a></p>
      </div>`,
    ),
    422,
  );
}
