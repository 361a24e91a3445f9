import type { Context } from 'hono';
import { html } from 'hono/html';
import { signIn } from '../accounts/sign-in.js';
import { Problem } from '../http/problem.js';
import type { ServerEnv } from '../http/route.js';
import { EMAIL, PASSWORD } from './account-fields.js';
import { errorSummary, field, type FormError } from './field.js';
import { formOf } from './form-fields.js';
import { layout } from './layout.js';
import { localPath } from './local-path.js';
import { page } from './page.js';
import { giveCookie, signBrowserIn, signBrowserOut } from './web-cookie.js';

const PATH = '/sign-in';
const WRONG = 'The address or the password is wrong.';

interface SignIn {
  readonly email: string;
  readonly next: string;
  readonly error: FormError | null;
}

function signInPage(context: Context<ServerEnv>, { email, next, error }: SignIn): Response | Promise<Response> {
  const failed = error !== null;
  const registers = context.get('parts').settings.registration === 'open';
  return context.html(
    layout(
      { title: 'Sign in', account: null, path: PATH, done: context.req.query('done'), failed, narrow: true },
      html`${errorSummary(error)}
        <div class="card">
          <h1>Sign in</h1>
          <form method="post" action="${PATH}" novalidate>
            <input type="hidden" name="next" value="${next}" />
            ${field({ ...EMAIL, value: email }, error)} ${field(PASSWORD, error)}
            <button>Sign in</button>
          </form>
        </div>
        <p class="aside">
          <a href="/forgot">Forgotten your password?</a>
          ${registers ? html`<span>No account yet? <a href="/register">Register</a></span>` : ''}
        </p>`,
    ),
    failed ? 401 : 200,
  );
}

const show = page({ access: { who: 'anyone' }, method: 'get', path: PATH }, (context) => {
  const next = localPath(context.req.query('next') ?? '/');
  if (context.get('caller') !== null) return context.redirect(next, 303);
  return signInPage(context, { email: '', next, error: null });
});

const enter = page({ access: { who: 'anyone' }, limit: 'sign-in', method: 'post', path: PATH }, async (context) => {
  const of = await formOf(context);
  const [email, next] = [of('email'), localPath(of('next'))];
  const wish = { email, password: of('password'), client: context.get('client') };
  try {
    const cookie = await signIn(context.get('parts'), wish, (writer, account) =>
      signBrowserIn(context, writer, account),
    );
    giveCookie(context, cookie);
    return context.redirect(next, 303);
  } catch (error) {
    if (!(error instanceof Problem && error.problem === 'wrong-credentials')) throw error;
    const message = [WRONG, error.parts.detail].filter(Boolean).join(' ');
    return signInPage(context, { email, next, error: { field: 'email', message } });
  }
});

const leave = page({ access: { who: 'anyone' }, method: 'post', path: '/sign-out' }, async (context) => {
  await signBrowserOut(context);
  return context.redirect(`${PATH}?done=signed-out`, 303);
});

export const SIGN_IN_PAGES = [show, enter, leave];
