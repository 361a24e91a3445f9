import { html } from 'hono/html';
import { findAccounts } from '../admin/find-accounts.js';
import { placeOf } from '../admin/page-cursor.js';
import { callerOf } from '../http/route.js';
import { ADMIN_ONLY } from './admin-access.js';
import { select } from './choices.js';
import { field } from './field.js';
import { layout } from './layout.js';
import type { Markup } from './markup.js';
import { page } from './page.js';
import { userRows } from './user-rows.js';

const PATH = '/admin/users';
const ROWS = 20;
const LONGEST_QUERY = 254;
const ROLES = ['user', 'admin'] as const;
const STATES = ['active', 'suspended'] as const;
const NAMES = { user: 'users', admin: 'administrators', active: 'active', suspended: 'suspended' } as const;

/** What is looked for, as the address has it. */
interface Search {
  readonly query: string;
  readonly role: (typeof ROLES)[number] | null;
  readonly state: (typeof STATES)[number] | null;
}

const show = page({ access: ADMIN_ONLY, method: 'get', path: PATH }, async (context) => {
  const asked = (name: string) => context.req.query(name) ?? '';
  const search: Search = {
    query: asked('query').slice(0, LONGEST_QUERY),
    role: ROLES.find((role) => role === asked('role')) ?? null,
    state: STATES.find((state) => state === asked('state')) ?? null,
  };
  const cursor = asked('cursor');
  const after = cursor === '' ? null : placeOf(cursor);
  const { reader } = context.get('parts').database;
  const { accounts, next } = await findAccounts(reader, { ...search, after, limit: ROWS });
  return context.html(
    layout(
      { title: 'Users', account: callerOf(context).account, path: PATH },
      html`<h1>Users</h1>
        ${searchForm(search)}
        <section class="card" aria-labelledby="list">
          <h2 id="list">The newest first</h2>
          ${accounts.length === 0 ? html`<p>Nobody is like that.</p>` : userRows(accounts)}
          <p class="pager">
            ${after === null ? '' : html`<a href="${addressOf(search, null)}">The newest</a>`}
            ${next === null ? '' : html`<a href="${addressOf(search, next)}">Older ones</a>`}
          </p>
        </section>`,
    ),
  );
});

function searchForm({ query, role, state }: Search): Markup {
  const any = (chosen: boolean) => ({ value: '', label: 'any', chosen });
  const label = 'Part of the address';
  return html`<form class="inline" method="get" action="${PATH}" role="search">
    ${field({ name: 'query', label, type: 'search', autocomplete: 'off', value: query, required: false }, null)}
    ${select('role', 'Role', [
      any(role === null),
      ...ROLES.map((each) => ({ value: each, label: NAMES[each], chosen: each === role })),
    ])}
    ${select('state', 'State', [
      any(state === null),
      ...STATES.map((each) => ({ value: each, label: NAMES[each], chosen: each === state })),
    ])}
    <button>Search</button>
  </form>`;
}

function addressOf({ query, role, state }: Search, cursor: string | null): string {
  const all = { query, role: role ?? '', state: state ?? '', cursor: cursor ?? '' };
  const given = Object.entries(all).filter(([, value]) => value !== '');
  return given.length === 0 ? PATH : `${PATH}?${new URLSearchParams(given).toString()}`;
}

export const ADMIN_USERS_PAGES = [show];
