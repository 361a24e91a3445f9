import { html } from 'hono/html';
import { confirmAddress } from '../accounts/change-account.js';
import { linkedAccount } from '../accounts/links.js';
import { deadLinkPage } from './dead-link.js';
import { formOf } from './form-fields.js';
import { refusalOf } from './form-refusal.js';
import { layout } from './layout.js';
import { page } from './page.js';

/** Where the letters lead. */
const PATH = '/confirm-email';
const AGAIN = '/settings';
const access = { who: 'anyone' } as const;

const show = page({ access, method: 'get', path: PATH }, async (context) => {
  const { database, now } = context.get('parts');
  const token = context.req.query('token') ?? '';
  const linked = await linkedAccount(database.reader, { token, purpose: 'email' }, now());
  if (linked === null) return deadLinkPage(context, AGAIN);
  return context.html(
    layout(
      { title: 'New address', account: null, path: PATH, narrow: true },
      html`<div class="card">
        <h1>New address</h1>
        <p>
          From now on you sign in with <strong class="anywhere">${linked.newEmail}</strong>. Every session and every
          token ends.
        </p>
        <form method="post" action="${PATH}">
          <input type="hidden" name="token" value="${token}" />
          <button>Confirm the address</button>
        </form>
      </div>`,
    ),
  );
});

const confirm = page({ access, limit: 'sign-in', method: 'post', path: PATH }, async (context) => {
  const token = (await formOf(context))('token');
  const refused = await refusalOf(() => confirmAddress(context.get('parts'), token), { unprocessable: null });
  return refused === null ? context.redirect('/sign-in?done=address-changed', 303) : deadLinkPage(context, AGAIN);
});

export const CONFIRM_EMAIL_PAGES = [show, confirm];
