import { html } from 'hono/html';
import { findAccounts } from '../admin/find-accounts.js';
import { ACTIVE_DAYS, mostActive, totals, type Active, type Totals } from '../admin/overview.js';
import { readNamedAudit } from '../audit/read-audit.js';
import { verifyAudit } from '../audit/verify-audit.js';
import type { Reader } from '../database/database.js';
import { callerOf } from '../http/route.js';
import { ADMIN_ONLY } from './admin-access.js';
import { auditRows } from './audit-rows.js';
import { layout } from './layout.js';
import type { Markup } from './markup.js';
import { page } from './page.js';
import { userRows } from './user-rows.js';

const PATH = '/admin';
const BOOK = '/admin/audit';
const FEW = 5;
const ENTRIES = 20;
/** A book of so many entries is read whole at each look; a longer one when somebody asks. */
const QUICKLY_READ = 10_000;

const overview = page({ access: ADMIN_ONLY, method: 'get', path: PATH }, async (context) => {
  const { database, now } = context.get('parts');
  const { reader } = database;
  const [counted, active, newest, entries] = await Promise.all([
    totals(reader, now()),
    mostActive(reader, now(), FEW),
    findAccounts(reader, { query: '', role: null, state: null, after: null, limit: FEW }),
    readNamedAudit(reader, null, FEW),
  ]);
  return context.html(
    layout(
      { title: 'Overview', account: callerOf(context).account, path: PATH },
      html`<h1>Overview</h1>
        ${figures(counted)}
        <div class="columns">
          <section class="card" aria-labelledby="newest">
            <h2 id="newest">Registered last</h2>
            ${userRows(newest.accounts)}
          </section>
          <section class="card">${activeTable(active)}</section>
        </div>
        <section class="card" aria-labelledby="book">
          <h2 id="book">Audit book</h2>
          ${await verdict(reader, (entries[0]?.seq ?? 0) <= QUICKLY_READ)} ${auditRows(entries)}
          <p class="pager"><a href="${BOOK}">The whole book</a></p>
        </section>`,
    ),
  );
});

function figures({ users, suspended, unconfirmed, sessions, toolRuns, thumbnails, concepts }: Totals): Markup {
  const all = [
    ['Users', users],
    ['Suspended', suspended],
    ['Unconfirmed', unconfirmed],
    ['Sessions', sessions],
    ['Tool runs', toolRuns],
    ['Thumbnails', thumbnails],
    ['Concepts', concepts],
  ] as const;
  return html`<dl class="figures">
    ${all.map(
      ([name, count]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${count.toLocaleString('en-GB')}</dd>
        </div>`,
    )}
  </dl>`;
}

function activeTable(active: readonly Active[]): Markup {
  return html`<table>
    <caption>
      Most active in ${ACTIVE_DAYS} days
    </caption>
    <thead>
      <tr>
        <th scope="col">User</th>
        <th scope="col" class="number">Done</th>
      </tr>
    </thead>
    <tbody>
      ${active.map(
        ({ account: { id, email }, events }) =>
          html`<tr>
            <th scope="row"><a href="/admin/users/${id}">${email}</a></th>
            <td class="number">${events}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Whether the book is as it was written, or how to find out. */
async function verdict(reader: Reader, quickly: boolean): Promise<Markup> {
  if (!quickly) {
    return html`<p><a href="${BOOK}?check=yes">Read all of it</a>, to see whether it is as it was written.</p>`;
  }
  const { entries, brokenAt } = await verifyAudit(reader);
  return brokenAt === null
    ? html`<p class="good">All ${entries} entries are as they were written: the chain holds.</p>`
    : html`<p class="field-error">Entry ${brokenAt} is not as it was written: the chain is broken there.</p>`;
}

const book = page({ access: ADMIN_ONLY, method: 'get', path: BOOK }, async (context) => {
  const { reader } = context.get('parts').database;
  const asked = /^[1-9]\d{0,14}$/.exec(context.req.query('before') ?? '')?.[0];
  const entries = await readNamedAudit(reader, asked === undefined ? null : Number(asked), ENTRIES);
  const last = entries.at(-1)?.seq ?? 1;
  const check = context.req.query('check') === 'yes' || (entries[0]?.seq ?? 0) <= QUICKLY_READ;
  return context.html(
    layout(
      { title: 'Audit book', account: callerOf(context).account, path: BOOK },
      html`<h1>Audit book</h1>
        ${await verdict(reader, check)}
        <section class="card" aria-labelledby="entries">
          <h2 id="entries">The newest first</h2>
          ${auditRows(entries)}
          <p class="pager">
            ${asked === undefined ? '' : html`<a href="${BOOK}">The newest</a>`}
            ${last <= 1 ? '' : html`<a href="${BOOK}?before=${last}">Older ones</a>`}
          </p>
        </section>`,
    ),
  );
});

export const ADMIN_OVERVIEW_PAGES = [overview, book];
