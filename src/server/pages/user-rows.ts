import { html } from 'hono/html';
import type { Account } from '../database/tables.js';
import type { Markup } from './markup.js';
import { shownDay } from './shown-time.js';

/** Accounts, one row each, that lead to their pages. */
export function userRows(accounts: readonly Account[]): Markup {
  return html`<ul class="rows">
    ${accounts.map(
      (account) =>
        html`<li>
          <div>
            <h3><a href="/admin/users/${account.id}">${account.email}</a></h3>
            <p class="small">since ${shownDay(account.createdAt)}</p>
          </div>
          <span>${userTags(account)}</span>
        </li>`,
    )}
  </ul>`;
}

/** What is special of an account. */
export function userTags({ role, state, plan }: Account): Markup {
  return html`${state === 'suspended' ? html`<span class="tag bad">suspended</span> ` : ''}${
      role === 'admin' ? html`<span class="tag">administrator</span> ` : ''
    }<span class="tag">${plan}</span>`;
}
