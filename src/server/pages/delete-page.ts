import type { Context } from 'hono';
import { html } from 'hono/html';
import { deleteAccount } from '../accounts/change-account.js';
import { confirmSelf } from '../accounts/confirm-self.js';
import { callerOf, type ServerEnv } from '../http/route.js';
import { PASSWORD } from './account-fields.js';
import { errorSummary, field } from './field.js';
import { formOf } from './form-fields.js';
import { refusalOf, type Refusal } from './form-refusal.js';
import { layout } from './layout.js';
import { page } from './page.js';
import { forgetCookie } from './web-cookie.js';

const PATH = '/settings/delete';
const access = { who: 'user', scope: 'session' } as const;

function deletePage(context: Context<ServerEnv>, error: Refusal | null) {
  const { account } = callerOf(context);
  return context.html(
    layout(
      { title: 'Delete the account', account, path: '/settings', failed: error !== null, narrow: true },
      html`${errorSummary(error)}
        <div class="card">
          <h1>Delete the account</h1>
          <p>
            History, channels, snapshots, runs with their pictures, tokens and sessions of
            <strong class="anywhere">${account.email}</strong> are deleted from this server, for good. What is on your
            machines stays there. The audit book keeps that there was an account, by its number.
          </p>
          <p><a href="/api/v1/me/export" download>Export everything first</a></p>
          <form method="post" action="${PATH}" novalidate>
            ${field(PASSWORD, error)}
            <div class="actions">
              <button class="danger">Delete the account</button>
              <a href="/settings">Keep it</a>
            </div>
          </form>
        </div>`,
    ),
    error?.status ?? 200,
  );
}

const show = page({ access, method: 'get', path: PATH }, (context) => deletePage(context, null));

const remove = page({ access, limit: 'sign-in', method: 'post', path: PATH }, async (context) => {
  const typed = (await formOf(context))('password');
  const refused = await refusalOf(async () => deleteAccount(context.get('parts'), await confirmSelf(context, typed)), {
    'wrong-credentials': 'password',
    'too-many-requests': 'password',
    conflict: null,
  });
  if (refused !== null) return deletePage(context, refused);
  forgetCookie(context);
  return context.redirect('/sign-in?done=account-deleted', 303);
});

export const DELETE_PAGES = [show, remove];
