import type { Context } from 'hono';
import { html } from 'hono/html';
import { register } from '../accounts/register.js';
import { emailSchema } from '../accounts/schemas.js';
import { Problem } from '../http/problem.js';
import type { ServerEnv } from '../http/route.js';
import { errorSummary, field, type FormError } from './field.js';
import { formOf } from './form-fields.js';
import { layout } from './layout.js';
import { page } from './page.js';

const PATH = '/register';
const HINT = 'At least 12 characters; a few words are fine.';

function registerPage(context: Context<ServerEnv>, email: string, error: FormError | null) {
  const failed = error !== null;
  return context.html(
    layout(
      { title: 'Register', account: null, path: PATH, failed, narrow: true },
      html`${errorSummary(error)}
        <div class="card">
          <h1>Register</h1>
          <form method="post" action="${PATH}" novalidate>
            ${field(
              { name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username', value: email },
              error,
            )}
            ${field(
              { name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', hint: HINT },
              error,
            )}
            <button>Register</button>
          </form>
        </div>
        <p>You have an account? <a href="/sign-in">Sign in</a></p>`,
    ),
    failed ? 422 : 200,
  );
}

const show = page({ access: { who: 'anyone' }, method: 'get', path: PATH }, (context) =>
  registerPage(context, '', null),
);

const make = page({ access: { who: 'anyone' }, limit: 'sign-in', method: 'post', path: PATH }, async (context) => {
  const of = await formOf(context);
  const email = of('email').trim();
  if (!emailSchema.safeParse(email).success) {
    return registerPage(context, email, { field: 'email', message: 'Write an address like you@example.org.' });
  }
  try {
    await register(context.get('parts'), { email, password: of('password') });
  } catch (error) {
    if (!(error instanceof Problem) || error.problem !== 'unprocessable') throw error;
    return registerPage(context, email, { field: 'password', message: error.message });
  }
  return context.redirect('/sign-in?done=registered', 303);
});

export const REGISTER_PAGES = [show, make];
