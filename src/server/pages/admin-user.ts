import type { Context } from 'hono';
import { html } from 'hono/html';
import { z } from '@hono/zod-openapi';
import { confirmSelf } from '../accounts/confirm-self.js';
import { changeAccount, endSessionsOf, makeLinkFor, type AccountChange } from '../admin/change-account.js';
import type { Account } from '../database/tables.js';
import { Problem } from '../http/problem.js';
import { callerOf, type ServerEnv } from '../http/route.js';
import { liveSessions } from '../sessions/live-sessions.js';
import { planLeft } from '../tools/plan-left.js';
import { PASSWORD } from './account-fields.js';
import { ADMIN_ONLY } from './admin-access.js';
import { select } from './choices.js';
import { errorSummary, field, type Field, type FormError } from './field.js';
import { formOf } from './form-fields.js';
import { refusalOf, type Refusal } from './form-refusal.js';
import { layout } from './layout.js';
import type { Markup } from './markup.js';
import { page } from './page.js';
import { shownDay, shownTime } from './shown-time.js';
import { userTags } from './user-rows.js';

const PATH = '/admin/users/{id}';
const LIST = '/admin/users';
const access = ADMIN_ONLY;

const changeSchema = z.object({
  role: z.enum(['user', 'admin']).optional(),
  plan: z.enum(['free', 'pro', 'team']).optional(),
  state: z.enum(['active', 'suspended']).optional(),
});

/** @throws Problem `not-found` */
async function userOf(context: Context<ServerEnv>): Promise<Account> {
  const { reader } = context.get('parts').database;
  const id = context.req.param('id') ?? '';
  const found = await reader.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst();
  if (found === undefined) throw new Problem('not-found');
  return found;
}

async function userPage(context: Context<ServerEnv>, error: Refusal | null): Promise<Response> {
  const { database, now } = context.get('parts');
  const user = await userOf(context);
  const [sessions, left] = await Promise.all([
    liveSessions(database.reader, user.id, now()),
    planLeft(database.reader, user, now()),
  ]);
  const lastUsed = sessions[0]?.usedAt ?? null;
  const done = context.req.query('done');
  return context.html(
    layout(
      { title: user.email, account: callerOf(context).account, path: LIST, done, failed: error !== null },
      html`${errorSummary(error)}
        <h1 class="anywhere">${user.email}</h1>
        <p>${userTags(user)}</p>
        <section class="card" aria-labelledby="facts">
          <h2 id="facts">What is known</h2>
          <dl class="facts">
            <dt>Number</dt>
            <dd><code>${user.id}</code></dd>
            <dt>Registered</dt>
            <dd>${shownDay(user.createdAt)}</dd>
            <dt>Sessions</dt>
            <dd>${sessions.length}${lastUsed === null ? '' : html`, the last one used ${shownTime(lastUsed)}`}</dd>
            <dt>Runs left today</dt>
            <dd>${left.runsLeft} of ${left.runsADay}</dd>
          </dl>
        </section>
        <div class="columns">${rightsCard(user, error)} ${doorCard(user, callerOf(context).account.id, error)}</div>`,
    ),
    error?.status ?? 200,
  );
}

/** What makes sure of the administrator, in the two forms that could let somebody stay for good. */
const ROLE_PASSWORD: Field = {
  ...PASSWORD,
  name: 'rolePassword',
  label: 'Your own password',
  hint: 'Only to make an administrator.',
  required: false,
};
const LINK_PASSWORD: Field = { ...PASSWORD, name: 'linkPassword', label: 'Your own password' };

function rightsCard({ id, role, plan }: Account, error: FormError | null): Markup {
  const choice = (chosen: string) => (value: string, label: string) => ({ value, label, chosen: value === chosen });
  const [asRole, asPlan] = [choice(role), choice(plan)];
  return html`<section class="card" aria-labelledby="rights">
    <h2 id="rights">Role and plan</h2>
    <form method="post" action="${LIST}/${id}">
      ${select('role', 'Role', [asRole('user', 'user'), asRole('admin', 'administrator')])}
      ${select('plan', 'Plan', [asPlan('free', 'free'), asPlan('pro', 'pro'), asPlan('team', 'team')])}
      ${role === 'admin' ? '' : field(ROLE_PASSWORD, error)}
      <button>Save</button>
    </form>
  </section>`;
}

function doorCard({ id, state }: Account, self: string, error: FormError | null): Markup {
  const button = (action: string, content: Markup) => html`<form method="post" action="${action}">${content}</form>`;
  return html`<section class="card" aria-labelledby="door">
    <h2 id="door">Who is let in</h2>
    ${
      state === 'active'
        ? html`<p>Suspending ends every session and every token at once; nothing of theirs is deleted.</p>
            <div class="actions">
              ${button(
                `${LIST}/${id}`,
                html`<input type="hidden" name="state" value="suspended" /><button class="danger">Suspend</button>`,
              )}
              ${button(`${LIST}/${id}/end-sessions`, html`<button class="quiet">End all sessions</button>`)}
            </div>
            ${
              id === self
                ? ''
                : html`<p class="small below">For somebody who forgot the password, where no mail is sent:</p>
                    ${button(
                      `${LIST}/${id}/reset-link`,
                      html`${field(LINK_PASSWORD, error)}<button class="quiet">Make a link to a new password</button>`,
                    )}`
            }`
        : html`<p>Suspended: nobody signs in with this address.</p>
            ${button(
              `${LIST}/${id}`,
              html`<input type="hidden" name="state" value="active" /><button>Let in again</button>`,
            )}`
    }
  </section>`;
}

const show = page({ access, method: 'get', path: PATH }, (context) => userPage(context, null));

const change = page({ access, limit: 'sign-in', method: 'post', path: PATH }, async (context) => {
  const of = await formOf(context);
  const given = ['role', 'plan', 'state'].flatMap((name) => (of(name) === '' ? [] : [[name, of(name)] as const]));
  const read = changeSchema.safeParse(Object.fromEntries(given));
  if (!read.success) throw new Problem('invalid-request');
  const wanted: AccountChange = read.data;
  const { database, now } = context.get('parts');
  const actor = callerOf(context).account.id;
  const { id, role } = await userOf(context);
  const refused = await refusalOf(
    async () => {
      if (wanted.role === 'admin' && role !== 'admin') await confirmSelf(context, of('rolePassword'));
      await database.write((writer) => changeAccount(writer, actor, id, wanted, now()));
    },
    { conflict: null, 'wrong-credentials': 'rolePassword', 'too-many-requests': 'rolePassword' },
  );
  if (refused !== null) return userPage(context, refused);
  return context.redirect(`${LIST}/${id}?done=${doneOf(wanted)}`, 303);
});

function doneOf({ state }: AccountChange): string {
  if (state === undefined) return 'user-changed';
  return state === 'active' ? 'user-let-in' : 'user-suspended';
}

const endAll = page({ access, method: 'post', path: `${PATH}/end-sessions` }, async (context) => {
  const { database, now } = context.get('parts');
  const actor = callerOf(context).account.id;
  const { id } = await userOf(context);
  await database.write((writer) => endSessionsOf(writer, actor, id, now()));
  return context.redirect(`${LIST}/${id}?done=user-sessions-ended`, 303);
});

const link = page({ access, limit: 'sign-in', method: 'post', path: `${PATH}/reset-link` }, async (context) => {
  const parts = context.get('parts');
  const { account } = callerOf(context);
  const user = await userOf(context);
  const typed = (await formOf(context))('linkPassword');
  const refused = await refusalOf(() => confirmSelf(context, typed), {
    'wrong-credentials': 'linkPassword',
    'too-many-requests': 'linkPassword',
  });
  if (refused !== null) return userPage(context, refused);
  const made = await parts.database.write((writer) => makeLinkFor(writer, account.id, user.id, parts));
  return context.html(
    layout(
      { title: 'Link to a new password', account, path: LIST, narrow: true, script: true },
      html`<div class="card">
        <h1>Link to a new password</h1>
        <p>
          For <strong class="anywhere">${user.email}</strong>, good once and until ${shownTime(made.until)}. Hand it
          over now, on a way that only they can see: it is shown this once.
        </p>
        <code class="secret" id="link">${made.link}</code>
        <p class="actions" data-copy="link"></p>
        <p><a href="${LIST}/${user.id}">Back to the user</a></p>
      </div>`,
    ),
    201,
  );
});

export const ADMIN_USER_PAGES = [show, change, endAll, link];
