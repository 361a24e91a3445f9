import type { Context } from 'hono';
import { html } from 'hono/html';
import { linkedAccount } from '../accounts/links.js';
import { askForReset, resetPassword } from '../accounts/password-reset.js';
import type { ServerEnv } from '../http/route.js';
import { EMAIL, emailError, NEW_PASSWORD } from './account-fields.js';
import { errorSummary, field } from './field.js';
import { formOf } from './form-fields.js';
import { refusalOf, type Refusal } from './form-refusal.js';
import { layout } from './layout.js';
import { deadLinkPage } from './dead-link.js';
import { page } from './page.js';
import { giveCookie, signBrowserIn } from './web-cookie.js';

const ASK = '/forgot';
/** Where the letters lead. */
const SET = '/reset';
const access = { who: 'anyone' } as const;

function askPage(context: Context<ServerEnv>, email: string, error: Refusal | null) {
  return context.html(
    layout(
      { title: 'Forgotten password', account: null, path: ASK, failed: error !== null, narrow: true },
      html`${errorSummary(error)}
        <div class="card">
          <h1>Forgotten password</h1>
          <p>
            ${
              context.get('parts').mailer === null
                ? 'This server sends no mail: whoever runs it can give you a link, once you have asked here.'
                : 'A link to set a new one goes to your address.'
            }
          </p>
          <form method="post" action="${ASK}" novalidate>
            ${field({ ...EMAIL, value: email }, error)}
            <button>Ask for a link</button>
          </form>
        </div>
        <p class="aside">You remember it? <a href="/sign-in">Sign in</a></p>`,
    ),
    error?.status ?? 200,
  );
}

const showAsk = page({ access, method: 'get', path: ASK }, (context) => askPage(context, '', null));

const ask = page({ access, limit: 'sign-in', method: 'post', path: ASK }, async (context) => {
  const email = (await formOf(context))('email').trim();
  const wrong = emailError(email);
  if (wrong !== null) return askPage(context, email, wrong);
  const parts = context.get('parts');
  await askForReset(parts, email);
  return context.redirect(`/sign-in?done=${parts.mailer === null ? 'reset-without-mail' : 'reset-asked'}`, 303);
});

function setPage(context: Context<ServerEnv>, token: string, error: Refusal | null) {
  return context.html(
    layout(
      { title: 'New password', account: null, path: SET, failed: error !== null, narrow: true },
      html`${errorSummary(error)}
        <div class="card">
          <h1>New password</h1>
          <p>It ends every session and every token of your account, and signs this browser in.</p>
          <form method="post" action="${SET}" novalidate>
            <input type="hidden" name="token" value="${token}" />
            ${field({ ...NEW_PASSWORD, label: 'New password' }, error)}
            <button>Set the password</button>
          </form>
        </div>`,
    ),
    error?.status ?? 200,
  );
}

/** Looking at a link uses nothing up: programs that check letters for harm look at all of them. */
async function isGood(context: Context<ServerEnv>, token: string): Promise<boolean> {
  const { database, now } = context.get('parts');
  return (await linkedAccount(database.reader, { token, purpose: 'password' }, now())) !== null;
}

const showSet = page({ access, method: 'get', path: SET }, async (context) => {
  const token = context.req.query('token') ?? '';
  return (await isGood(context, token)) ? setPage(context, token, null) : deadLinkPage(context, ASK);
});

const set = page({ access, limit: 'sign-in', method: 'post', path: SET }, async (context) => {
  const of = await formOf(context);
  const [token, password] = [of('token'), of('password')];
  if (!(await isGood(context, token))) return deadLinkPage(context, ASK);
  const refused = await refusalOf(
    async () => {
      const cookie = await resetPassword(context.get('parts'), { token, password }, (writer, account) =>
        signBrowserIn(context, writer, account),
      );
      giveCookie(context, cookie);
    },
    { unprocessable: 'password' },
  );
  return refused === null ? context.redirect('/?done=password-set', 303) : setPage(context, token, refused);
});

export const RESET_PAGES = [showAsk, ask, showSet, set];
