import type { Context } from 'hono';
import { html } from 'hono/html';
import { confirmSelf } from '../accounts/confirm-self.js';
import type { DeviceGrant } from '../database/tables.js';
import { decideByCode } from '../device/decide-device.js';
import { findDevice } from '../device/device-grants.js';
import { shownUserCode, typedUserCode } from '../device/user-code.js';
import { callerOf, type ServerEnv } from '../http/route.js';
import { PASSWORD } from './account-fields.js';
import { errorSummary, field } from './field.js';
import { formOf } from './form-fields.js';
import { refusalOf, type Refusal } from './form-refusal.js';
import { layout } from './layout.js';
import type { Markup } from './markup.js';
import { page } from './page.js';
import { shownTime } from './shown-time.js';

/** What `insight login` prints. */
const PATH = '/device';
const access = { who: 'user', scope: 'session' } as const;
const UNKNOWN: Refusal = {
  field: 'code',
  message: 'No machine waits under this code. A code is good for 10 minutes, and once.',
  status: 404,
};

const OUTCOMES = {
  approved: ['The machine is in', 'Go back to its terminal: it goes on by itself, within a few seconds.'],
  denied: ['The machine was sent away', 'It is told so, and the code is of no use any more.'],
} as const;

function shown(context: Context<ServerEnv>, title: string, content: Markup, error: Refusal | null = null) {
  const { account } = callerOf(context);
  return context.html(
    layout({ title, account, path: PATH, failed: error !== null, narrow: true }, content),
    error?.status ?? 200,
  );
}

function codePage(context: Context<ServerEnv>, typed: string, error: Refusal | null) {
  const hint = 'As the terminal shows it, such as BCDF-GHJK.';
  return shown(
    context,
    'Let a machine in',
    html`${errorSummary(error)}
      <div class="card">
        <h1>Let a machine in</h1>
        <p>In the terminal of the machine, type <code>insight login</code>. It shows a code.</p>
        <form method="get" action="${PATH}" novalidate>
          ${field({ name: 'code', label: 'Code', type: 'text', autocomplete: 'off', value: typed, hint }, error)}
          <button>Go on</button>
        </form>
      </div>`,
    error,
  );
}

function askPage(
  context: Context<ServerEnv>,
  code: string,
  { label, client, createdAt, until }: DeviceGrant,
  error: Refusal | null = null,
) {
  const { account } = callerOf(context);
  return shown(
    context,
    'Let this machine in?',
    html`${errorSummary(error)}
      <div class="card">
        <h1>Let this machine in?</h1>
        <p>Go on only if you typed <code>insight login</code> yourself, and its terminal shows this very code:</p>
        <p class="secret user-code">${code}</p>
        <dl class="facts">
          <dt>Machine</dt>
          <dd>${label}</dd>
          <dt>Asks from</dt>
          <dd>${client}</dd>
          <dt>Asked</dt>
          <dd>${shownTime(createdAt)}</dd>
          <dt>Good until</dt>
          <dd>${shownTime(until)}</dd>
        </dl>
        <p>
          It will act as you until you end its session: see, export, sync and change your history, channels and
          settings, run tools within your plan, and end sessions and tokens.
          ${account.role === 'admin' ? html`<strong>As you are an administrator, it may also manage the users of this server.</strong>` : ''}
          Your password stays unknown to it, and with it what takes the password: changing or deleting the account,
          making tokens, letting other machines in.
        </p>
        <div class="actions">
          ${decision('approve', code, html`${field(PASSWORD, error)}<button>Let it in</button>`)}
          ${decision('deny', code, html`<button class="danger">Send it away</button>`)}
        </div>
      </div>`,
    error,
  );
}

function decision(what: string, code: string, button: Markup): Markup {
  return html`<form method="post" action="${PATH}/${what}">
    <input type="hidden" name="code" value="${code}" />
    ${button}
  </form>`;
}

const show = page({ access, method: 'get', path: PATH }, async (context) => {
  const done = context.req.query('done');
  if (done === 'approved' || done === 'denied') {
    const [title, words] = OUTCOMES[done];
    return shown(
      context,
      title,
      html`<div class="card">
        <h1>${title}</h1>
        <p>${words}</p>
        <p><a href="/sessions">See every machine that is signed in</a></p>
      </div>`,
    );
  }
  const typed = context.req.query('code') ?? '';
  if (typed === '') return codePage(context, '', null);
  const { account } = callerOf(context);
  const grant = await findDevice(account.id, typed, context.get('parts'));
  if (grant === null) return codePage(context, typed, UNKNOWN);
  return askPage(context, shownUserCode(typedUserCode(typed)), grant);
});

function decide(what: 'approve' | 'deny', decided: 'approved' | 'denied') {
  return page({ access, limit: 'sign-in', method: 'post', path: `${PATH}/${what}` }, async (context) => {
    const of = await formOf(context);
    const typed = of('code');
    const { account } = callerOf(context);
    if (what === 'approve') {
      const unsure = await refusalOf(() => confirmSelf(context, of('password')), {
        'wrong-credentials': 'password',
        'too-many-requests': 'password',
      });
      const grant = unsure === null ? null : await findDevice(account.id, typed, context.get('parts'));
      if (grant !== null) return askPage(context, shownUserCode(typedUserCode(typed)), grant, unsure);
      if (unsure !== null) return codePage(context, typed, UNKNOWN);
    }
    const refused = await refusalOf(
      () => decideByCode(account.id, { typed, decision: decided }, context.get('parts')),
      { 'not-found': 'code' },
    );
    if (refused !== null) return codePage(context, typed, UNKNOWN);
    return context.redirect(`${PATH}?done=${decided}`, 303);
  });
}

export const DEVICE_PAGES = [show, decide('approve', 'approved'), decide('deny', 'denied')];
