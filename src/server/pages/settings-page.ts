import type { Context } from 'hono';
import { html } from 'hono/html';
import { askForAddress, changePassword } from '../accounts/change-account.js';
import { confirmSelf } from '../accounts/confirm-self.js';
import { callerOf, type ServerEnv } from '../http/route.js';
import { planLeft } from '../tools/plan-left.js';
import { EMAIL, emailError, NEW_PASSWORD, PASSWORD } from './account-fields.js';
import { errorSummary, field } from './field.js';
import { formOf } from './form-fields.js';
import { refusalOf, type Refusal } from './form-refusal.js';
import { layout } from './layout.js';
import type { Markup } from './markup.js';
import { page } from './page.js';
import { planCard } from './plan-card.js';
import { shownDay } from './shown-time.js';

const PATH = '/settings';
const access = { who: 'user', scope: 'session' } as const;

/** What was typed into the form of a new address, and what was wrong with either form. */
interface Typed {
  readonly newEmail: string;
  readonly error: Refusal | null;
}

async function settingsPage(context: Context<ServerEnv>, { newEmail, error }: Typed): Promise<Response> {
  const { database, now } = context.get('parts');
  const { account } = callerOf(context);
  const left = await planLeft(database.reader, account, now());
  const done = context.req.query('done');
  return context.html(
    layout(
      { title: 'Settings', account, path: PATH, done, failed: error !== null },
      html`${errorSummary(error)}
        <h1>Settings</h1>
        <p>
          <strong class="anywhere">${account.email}</strong>${account.role === 'admin' ? ', administrator' : ''}, here
          since ${shownDay(account.createdAt)}.
        </p>
        ${planCard(account.plan, left)}
        <div class="columns">${passwordCard(error)} ${emailCard(newEmail, error)}</div>
        <section class="card" aria-labelledby="own">
          <h2 id="own">What is kept of you</h2>
          <p>
            One file with everything: account, sessions, tokens, history, runs, and what the audit book says of you.
          </p>
          <p class="actions">
            <a class="button quiet" href="/api/v1/me/export" download>Export as JSON</a>
            <a class="button danger" href="${PATH}/delete">Delete the account</a>
          </p>
        </section>`,
    ),
    error?.status ?? 200,
  );
}

function passwordCard(error: Refusal | null): Markup {
  return html`<section class="card" aria-labelledby="password">
    <h2 id="password">Password</h2>
    <form method="post" action="${PATH}/password" novalidate>
      ${field({ ...PASSWORD, name: 'oldPassword', label: 'Password until now' }, error)}
      ${field({ ...NEW_PASSWORD, name: 'newPassword', label: 'New password' }, error)}
      <button>Change the password</button>
    </form>
  </section>`;
}

function emailCard(typed: string, error: Refusal | null): Markup {
  return html`<section class="card" aria-labelledby="email">
    <h2 id="email">E-mail address</h2>
    <form method="post" action="${PATH}/email" novalidate>
      ${field({ ...EMAIL, name: 'newEmail', label: 'New e-mail address', autocomplete: 'email', value: typed }, error)}
      ${field({ ...PASSWORD, name: 'emailPassword' }, error)}
      <button>Change the address</button>
    </form>
  </section>`;
}

const show = page({ access, method: 'get', path: PATH }, (context) =>
  settingsPage(context, { newEmail: '', error: null }),
);

const password = page({ access, limit: 'sign-in', method: 'post', path: `${PATH}/password` }, async (context) => {
  const of = await formOf(context);
  const confirmed = await refusalOf(() => confirmSelf(context, of('oldPassword')), {
    'wrong-credentials': 'oldPassword',
    'too-many-requests': 'oldPassword',
  });
  if (confirmed !== null) return settingsPage(context, { newEmail: '', error: confirmed });
  const changed = await refusalOf(() => changePassword(context.get('parts'), callerOf(context), of('newPassword')), {
    unprocessable: 'newPassword',
  });
  if (changed !== null) return settingsPage(context, { newEmail: '', error: changed });
  return context.redirect(`${PATH}?done=password-changed`, 303);
});

const email = page({ access, limit: 'sign-in', method: 'post', path: `${PATH}/email` }, async (context) => {
  const of = await formOf(context);
  const newEmail = of('newEmail').trim();
  const wrong = emailError(newEmail);
  if (wrong !== null) return settingsPage(context, { newEmail, error: { ...wrong, field: 'newEmail' } });
  const error = await refusalOf(
    async () => {
      const caller = await confirmSelf(context, of('emailPassword'));
      await askForAddress(context.get('parts'), caller, newEmail);
    },
    { 'wrong-credentials': 'emailPassword', 'too-many-requests': 'emailPassword', conflict: 'newEmail' },
  );
  if (error !== null) return settingsPage(context, { newEmail, error });
  const sent = context.get('parts').mailer !== null;
  return context.redirect(`${PATH}?done=${sent ? 'address-asked' : 'own-address-changed'}`, 303);
});

export const SETTINGS_PAGES = [show, password, email];
