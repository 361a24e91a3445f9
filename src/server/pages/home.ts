import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Account } from '../database/tables.js';
import type { ServerEnv } from '../http/route.js';
import { listHistory, placeOf, placeText, type ListedEntry } from '../sync/history.js';
import { weeklyHistory } from '../sync/weekly-history.js';
import { pictureNames } from '../tools/picture-names.js';
import { historyRows } from './history-rows.js';
import { layout } from './layout.js';
import type { Markup } from './markup.js';
import { page } from './page.js';
import { weekChart } from './week-chart.js';

const ROWS = 20;
const WEEKS = 12;

const show = page({ access: { who: 'anyone' }, method: 'get', path: '/' }, async (context) => {
  const account = context.get('caller')?.account ?? null;
  const done = context.req.query('done');
  return context.html(
    account === null
      ? layout({ title: 'Welcome', account, path: '/', done }, welcome(context))
      : layout({ title: 'Home', account, path: '/', done }, await home(account, context)),
  );
});

function welcome(context: Context<ServerEnv>): Markup {
  const registers = context.get('parts').settings.registration === 'open';
  return html`<div class="hero">
    <h1>What works on your channel, wherever you sit</h1>
    <p>
      <code>insight</code> finds outliers, rhythm, titles and thumbnails that work, in your terminal. Here your results
      and saved channels meet, from all your machines.
    </p>
    <p class="actions">
      <a class="button" href="/sign-in">Sign in</a>
      ${registers ? html`<a class="button quiet" href="/register">Register</a>` : ''}
    </p>
  </div>`;
}

async function home({ id, email }: Account, context: Context<ServerEnv>): Promise<Markup> {
  const { database, now, settings } = context.get('parts');
  const after = placeOf(context.req.query('after') ?? '');
  const { entries: listed, last } = await listHistory(database.reader, id, { after, limit: ROWS });
  const entries = listed.map((entry) => JSON.parse(entry) as ListedEntry);
  const heading = html`<h1>Home</h1>
    <p>Signed in as <strong>${email}</strong>.</p>`;
  if (entries.length === 0 && after === null) return html`${heading} ${connect(settings.publicUrl)}`;
  const onHost = entries.filter(({ job }) => typeof job === 'string').map((entry) => entry.id);
  const made = await pictureNames(database.reader, id, onHost);
  const weeks = await weeklyHistory(database.reader, id, { now: now(), weeks: WEEKS });
  return html`${heading}
    <section class="card" aria-labelledby="weeks">
      <h2 id="weeks">Made per week</h2>
      ${weekChart(weeks, 'Results')}
    </section>
    <section class="card" aria-labelledby="history">
      <h2 id="history">History</h2>
      ${historyRows(entries, made)}
      <p class="pager">
        ${after === null ? '' : html`<a href="/">The newest</a>`}
        ${last === null ? '' : html`<a href="/?after=${placeText(last)}">Older ones</a>`}
      </p>
    </section>`;
}

function connect(publicUrl: string): Markup {
  return html`<section class="card" aria-labelledby="connect">
    <h2 id="connect">Connect a machine</h2>
    <p>Nothing has come here yet. In the terminal of a machine, sign in, make something, and send it:</p>
    <pre><code>insight login --server ${publicUrl}
insight concepts "quiet keyboards"
insight sync</code></pre>
    <p class="small anywhere">
      With INSIGHT_SERVER=${publicUrl} in its environment, a machine knows this address by itself.
    </p>
  </section>`;
}

export const HOME_PAGES = [show];
