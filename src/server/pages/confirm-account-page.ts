import type { Context } from 'hono';
import { html } from 'hono/html';
import { confirmRegistration } from '../accounts/confirm-registration.js';
import { linkedRegistration } from '../accounts/links.js';
import type { ServerEnv } from '../http/route.js';
import { PASSWORD } from './account-fields.js';
import { deadLinkPage } from './dead-link.js';
import { errorSummary, field } from './field.js';
import { formOf } from './form-fields.js';
import { refusalOf, type Refusal } from './form-refusal.js';
import { layout } from './layout.js';
import { page } from './page.js';
import { giveCookie, signBrowserIn } from './web-cookie.js';

/** Where the letters lead. */
const PATH = '/confirm-account';
const AGAIN = '/register';
const access = { who: 'anyone' } as const;

/** Asks for the password that was chosen: a click alone would confirm what a stranger registered. */
async function confirmPage(context: Context<ServerEnv>, token: string, error: Refusal | null) {
  const { database, now } = context.get('parts');
  const asked = await linkedRegistration(database.reader, token, now());
  if (asked === null) return deadLinkPage(context, AGAIN);
  return context.html(
    layout(
      { title: 'Confirm your address', account: null, path: PATH, failed: error !== null, narrow: true },
      html`${errorSummary(error)}
        <div class="card">
          <h1>Confirm your address</h1>
          <p>
            Type the password that you chose for <strong class="anywhere">${asked.email}</strong>. If you chose none,
            somebody else registered your address: close this page, and there is no account.
          </p>
          <form method="post" action="${PATH}" novalidate>
            <input type="hidden" name="token" value="${token}" />
            ${field(PASSWORD, error)}
            <button>Confirm</button>
          </form>
        </div>`,
    ),
    error?.status ?? 200,
  );
}

const show = page({ access, method: 'get', path: PATH }, (context) =>
  confirmPage(context, context.req.query('token') ?? '', null),
);

const confirm = page({ access, limit: 'sign-in', method: 'post', path: PATH }, async (context) => {
  const of = await formOf(context);
  const [token, password, client] = [of('token'), of('password'), context.get('client')];
  const refused = await refusalOf(
    async () => {
      const cookie = await confirmRegistration(context.get('parts'), { token, password, client }, (writer, account) =>
        signBrowserIn(context, writer, account),
      );
      giveCookie(context, cookie);
    },
    { unprocessable: null, 'wrong-credentials': 'password' },
  );
  if (refused === null) return context.redirect('/?done=account-confirmed', 303);
  return refused.field === null ? deadLinkPage(context, AGAIN) : confirmPage(context, token, refused);
});

export const CONFIRM_ACCOUNT_PAGES = [show, confirm];
