import type { Context } from 'hono';
import { html } from 'hono/html';
import { confirmSelf } from '../accounts/confirm-self.js';
import type { PersonalToken } from '../database/tables.js';
import { SCOPES, type Scope } from '../http/access.js';
import { callerOf, type ServerEnv } from '../http/route.js';
import { endToken, makeToken } from '../tokens/change-tokens.js';
import { liveTokens, scopesOf } from '../tokens/personal-tokens.js';
import { MOST_DAYS, tokenWishSchema, USUAL_DAYS } from '../tokens/routes.js';
import { PASSWORD } from './account-fields.js';
import { checkboxes, select } from './choices.js';
import { errorSummary, field } from './field.js';
import { formOf } from './form-fields.js';
import { refusalOf, type Refusal } from './form-refusal.js';
import { layout } from './layout.js';
import type { Markup } from './markup.js';
import { page } from './page.js';
import { shownDay, shownTime } from './shown-time.js';

const PATH = '/tokens';
const access = { who: 'user', scope: 'session' } as const;
const DAYS = [7, 30, USUAL_DAYS, MOST_DAYS];

const MAY: Readonly<Record<Scope, string>> = {
  read: 'see the account and its history',
  tools: 'run tools on this host',
  sync: 'sync history, channels, snapshots and settings',
  account: 'export everything that is kept',
};

interface TokenForm {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly days: number;
  readonly error: Refusal | null;
}

const EMPTY: TokenForm = { name: '', scopes: ['read', 'tools'], days: USUAL_DAYS, error: null };

async function tokensPage(context: Context<ServerEnv>, form: TokenForm): Promise<Response> {
  const { database, now } = context.get('parts');
  const { account } = callerOf(context);
  const tokens = await liveTokens(database.reader, account.id, now());
  const { error } = form;
  const done = context.req.query('done');
  return context.html(
    layout(
      { title: 'Tokens', account, path: PATH, done, failed: error !== null },
      html`${errorSummary(error)}
        <h1>Tokens</h1>
        <p>A personal access token signs a script in, such as one on a build server, without your password.</p>
        <div class="columns">
          <section class="card" aria-labelledby="list">
            <h2 id="list">Tokens that work</h2>
            ${
              tokens.length === 0
                ? html`<p>There are none.</p>`
                : html`<ul class="rows">
                    ${tokens.map(tokenRow)}
                  </ul>`
            }
          </section>
          <section class="card" aria-labelledby="new">
            <h2 id="new">Make a token</h2>
            ${tokenForm(form)}
          </section>
        </div>`,
    ),
    error?.status ?? 200,
  );
}

function tokenForm({ name, scopes, days, error }: TokenForm): Markup {
  return html`<form method="post" action="${PATH}" novalidate>
    ${field({ name: 'name', label: 'Name', type: 'text', autocomplete: 'off', value: name, hint: 'What it is for.' }, error)}
    ${checkboxes(
      'scopes',
      'It may',
      SCOPES.map((scope) => ({ value: scope, label: MAY[scope], chosen: scopes.includes(scope) })),
      error,
    )}
    ${select(
      'days',
      'It works for',
      DAYS.map((each) => ({ value: String(each), label: `${each} days`, chosen: each === days })),
    )}
    ${field(PASSWORD, error)}
    <button>Make the token</button>
  </form>`;
}

function tokenRow(row: PersonalToken): Markup {
  const { id, name, createdAt, expiresAt, usedAt } = row;
  return html`<li>
    <div>
      <h3 id="name-${id}">${name}</h3>
      <p class="small">${scopesOf(row).map((scope) => html`<span class="tag">${scope}</span> `)}</p>
      <p class="small">
        made ${shownDay(createdAt)}, works until ${shownDay(expiresAt)},
        ${usedAt === null ? 'never used' : html`last used ${shownTime(usedAt)}`}
      </p>
    </div>
    <form method="post" action="${PATH}/${id}/revoke">
      <button class="quiet" id="revoke-${id}" aria-labelledby="revoke-${id} name-${id}">Revoke</button>
    </form>
  </li>`;
}

const show = page({ access, method: 'get', path: PATH }, (context) => tokensPage(context, EMPTY));

const make = page({ access, limit: 'sign-in', method: 'post', path: PATH }, async (context) => {
  const of = await formOf(context);
  const wish = { name: of('name'), scopes: of.all('scopes'), days: Number(of('days')) };
  const read = tokenWishSchema.safeParse(wish);
  if (!read.success) return tokensPage(context, { ...wish, error: errorOf(read.error.issues[0]?.path[0]) });
  const parts = context.get('parts');
  const { account } = callerOf(context);
  const refused = await refusalOf(() => confirmSelf(context, of('password')), {
    'wrong-credentials': 'password',
    'too-many-requests': 'password',
  });
  if (refused !== null) return tokensPage(context, { ...wish, error: refused });
  const { row, token } = await makeToken(parts, account.id, read.data);
  return context.html(
    layout(
      { title: 'Your new token', account, path: PATH, narrow: true, script: true },
      html`<div class="card">
        <h1>Your new token</h1>
        <p><strong>${row.name}</strong> works until ${shownDay(row.expiresAt)}. Copy it now: it is shown this once.</p>
        <code class="secret" id="token">${token}</code>
        <p class="actions" data-copy="token"></p>
        <p>Keep it in a file or a secret of your build server, and sign in with it:</p>
        <pre><code>insight login --server ${parts.settings.publicUrl} --with-token < token.txt</code></pre>
        <p><a href="${PATH}">I have it: back to the tokens</a></p>
      </div>`,
    ),
    201,
  );
});

function errorOf(part: PropertyKey | undefined): Refusal {
  const status = 422;
  if (part === 'name') return { field: 'name', message: 'Give it a name of at most 80 characters.', status };
  if (part === 'scopes') return { field: 'scopes', message: 'Choose what it may do.', status };
  return { field: 'days', message: `Choose from 1 to ${MOST_DAYS} days.`, status };
}

const revoke = page({ access, method: 'post', path: `${PATH}/{id}/revoke` }, async (context) => {
  await endToken(context.get('parts'), callerOf(context).account.id, context.req.param('id') ?? '');
  return context.redirect(`${PATH}?done=token-revoked`, 303);
});

export const TOKEN_PAGES = [show, make, revoke];
