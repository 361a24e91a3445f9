import type { Context } from 'hono';
import { html } from 'hono/html';
import { confirmRegistration } from '../accounts/confirm-registration.js';
import { linkedRegistration } from '../accounts/links.js';
import type { ServerEnv } from '../http/route.js';
import { NEW_PASSWORD } from './account-fields.js';
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

/** Asks for a password: a click alone would confirm what a stranger registered, with the stranger's. */
async function confirmPage(context: Context<ServerEnv>, token: string, error: Refusal | null) {
  const { database, now } = context.get('parts');
  const email = await linkedRegistration(database.reader, token, now());
  if (email === null) return deadLinkPage(context, AGAIN);
  return context.html(
    layout(
      { title: 'Confirm your address', account: null, path: PATH, failed: error !== null, narrow: true },
      html`${errorSummary(error)}
        <div class="card">
          <h1>Confirm your address</h1>
          <p>
            Choose the password of <strong class="anywhere">${email}</strong>. Only this one counts, whatever was typed
            when the address was registered. If that was somebody else and you want no account, close this page.
          </p>
          <form method="post" action="${PATH}" novalidate>
            <input type="hidden" name="token" value="${token}" />
            ${field(NEW_PASSWORD, error)}
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
  const [token, password] = [of('token'), of('password')];
  const refused = await refusalOf(
    async () => {
      const cookie = await confirmRegistration(context.get('parts'), { token, password }, (writer, account) =>
        signBrowserIn(context, writer, account),
      );
      giveCookie(context, cookie);
    },
    { unprocessable: 'password' },
  );
  return refused === null ? context.redirect('/?done=account-confirmed', 303) : confirmPage(context, token, refused);
});

export const CONFIRM_ACCOUNT_PAGES = [show, confirm];
