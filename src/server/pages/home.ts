import { html } from 'hono/html';
import type { Account } from '../database/tables.js';
import { layout } from './layout.js';
import type { Markup } from './markup.js';
import { page } from './page.js';

const show = page({ access: { who: 'anyone' }, method: 'get', path: '/' }, (context) => {
  const account = context.get('caller')?.account ?? null;
  const { publicUrl } = context.get('parts').settings;
  const done = context.req.query('done');
  return context.html(
    account === null
      ? layout({ title: 'Welcome', account, path: '/', done }, welcome())
      : layout({ title: 'Home', account, path: '/', done }, home(account, publicUrl)),
  );
});

function welcome(): Markup {
  return html`<div class="hero">
    <h1>What works on your channel, wherever you sit</h1>
    <p>
      <code>insight</code> finds outliers, rhythm, titles and thumbnails that work, in your terminal. Here your results
      and saved channels meet, from all your machines.
    </p>
    <p class="actions">
      <a class="button" href="/sign-in">Sign in</a>
    </p>
  </div>`;
}

function home(account: Account, publicUrl: string): Markup {
  return html`<h1>Home</h1>
    <p>Signed in as <strong>${account.email}</strong>.</p>
    <section class="card" aria-labelledby="connect">
      <h2 id="connect">Connect a machine</h2>
      <p>In its terminal, type:</p>
      <pre><code>INSIGHT_SERVER=${publicUrl} insight login</code></pre>
    </section>`;
}

export const HOME_PAGES = [show];
