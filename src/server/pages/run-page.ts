import { html } from 'hono/html';
import type { ToolRun } from '../database/tables.js';
import { Problem } from '../http/problem.js';
import { callerOf } from '../http/route.js';
import { findRun } from '../tools/tool-runs.js';
import { pictureNames } from '../tools/picture-names.js';
import { runEntry } from '../sync/history.js';
import { factList } from './fact-list.js';
import { layout } from './layout.js';
import type { Markup } from './markup.js';
import { page } from './page.js';
import { pictures } from './pictures.js';
import { resultView } from './result-view.js';
import { shownTime } from './shown-time.js';

const access = { who: 'user', scope: 'session' } as const;

/** What a tool made on this host, in whole. */
const show = page({ access, method: 'get', path: '/runs/{id}' }, async (context) => {
  const { reader } = context.get('parts').database;
  const { account } = callerOf(context);
  const run = await findRun(reader, account.id, context.req.param('id') ?? '');
  if (run === null) throw new Problem('not-found');
  const { prompt, usd } = runEntry(run);
  const title = typeof prompt === 'string' && prompt !== '' ? prompt : run.tool;
  const made = await pictureNames(reader, account.id, [run.id]);
  const notes = JSON.parse(run.notes) as readonly string[];
  return context.html(
    layout(
      { title, account, path: '/' },
      html`<p class="small"><a href="/">Home</a></p>
        <h1 class="anywhere">${title}</h1>
        <section class="card" aria-labelledby="made">
          <h2 id="made">How it was made</h2>
          ${factList([
            ['With', `${run.tool}, on this host`],
            ['Asked', shownTime(run.createdAt)],
            ['Took', tookOf(run)],
            ['Price', typeof usd === 'number' && usd > 0 ? `${usd.toFixed(4)} US dollars, of this host` : null],
            ['Notes', notes.join(' ')],
          ])}
        </section>
        <section class="card" aria-labelledby="result">
          <h2 id="result">Result</h2>
          ${pictures(made, title, 'large')} ${outcome(run)}
        </section>`,
    ),
  );
});

function tookOf({ startedAt, finishedAt }: ToolRun): string | null {
  return startedAt === null || finishedAt === null ? null : `${((finishedAt - startedAt) / 1000).toFixed(1)} seconds`;
}

function outcome({ id, state, result, problem }: ToolRun): Markup {
  if (result !== null) return resultView(JSON.parse(result));
  if (problem !== null) {
    const { title, detail, hint } = JSON.parse(problem) as { title: string; detail?: string; hint: string | null };
    return html`<p class="field-error">${detail ?? title}.</p>
      ${hint === null ? '' : html`<p>What helps: ${hint}.</p>`}`;
  }
  return html`<p>${state === 'queued' ? 'It waits for its turn.' : 'It is at work.'}</p>
    <p class="actions"><a class="button quiet" href="/runs/${id}">Look again</a></p>`;
}

export const RUN_PAGES = [show];
