import type { Context } from 'hono';
import { html } from 'hono/html';
import { CLOSED, register } from '../accounts/register.js';
import type { ServerEnv } from '../http/route.js';
import { EMAIL, emailError, NEW_PASSWORD } from './account-fields.js';
import { errorSummary, field } from './field.js';
import { formOf } from './form-fields.js';
import { refusalOf, type Refusal } from './form-refusal.js';
import { layout } from './layout.js';
import { page } from './page.js';

const PATH = '/register';
const access = { who: 'anyone' } as const;

function registerPage(context: Context<ServerEnv>, email: string, error: Refusal | null) {
  return context.html(
    layout(
      { title: 'Register', account: null, path: PATH, failed: error !== null, narrow: true },
      html`${errorSummary(error)}
        <div class="card">
          <h1>Register</h1>
          <form method="post" action="${PATH}" novalidate>
            ${field({ ...EMAIL, value: email }, error)} ${field(NEW_PASSWORD, error)}
            <button>Register</button>
          </form>
        </div>
        <p class="aside">You have an account? <a href="/sign-in">Sign in</a></p>`,
    ),
    error?.status ?? 200,
  );
}

function closedPage(context: Context<ServerEnv>) {
  return context.html(
    layout(
      { title: 'Register', account: null, path: PATH, narrow: true },
      html`<div class="card">
          <h1>Register</h1>
          <p>${CLOSED}</p>
        </div>
        <p class="aside">You have an account? <a href="/sign-in">Sign in</a></p>`,
    ),
    403,
  );
}

const isClosed = (context: Context<ServerEnv>) => context.get('parts').settings.registration === 'closed';

const show = page({ access, method: 'get', path: PATH }, (context) => {
  if (context.get('caller') !== null) return context.redirect('/', 303);
  return isClosed(context) ? closedPage(context) : registerPage(context, '', null);
});

const make = page({ access, limit: 'sign-in', method: 'post', path: PATH }, async (context) => {
  if (isClosed(context)) return closedPage(context);
  const of = await formOf(context);
  const [email, password] = [of('email').trim(), of('password')];
  const wrong = emailError(email);
  if (wrong !== null) return registerPage(context, email, wrong);
  const parts = context.get('parts');
  const refused = await refusalOf(() => register(parts, { email, password }), { unprocessable: 'password' });
  if (refused !== null) return registerPage(context, email, refused);
  return context.redirect(`/sign-in?done=${parts.mailer === null ? 'registered' : 'register-asked'}`, 303);
});

export const REGISTER_PAGES = [show, make];
