import { html } from 'hono/html';
import { audit } from '../audit/audit.js';
import type { Session } from '../database/tables.js';
import { Problem } from '../http/problem.js';
import { callerOf } from '../http/route.js';
import { liveSessions } from '../sessions/live-sessions.js';
import { endSession, endSessions } from '../sessions/sessions.js';
import { layout } from './layout.js';
import type { Markup } from './markup.js';
import { page } from './page.js';
import { shownTime } from './shown-time.js';

const PATH = '/sessions';
const access = { who: 'user', scope: 'session' } as const;
const KINDS = { web: 'browser', cli: 'command line' } as const;

const show = page({ access, method: 'get', path: PATH }, async (context) => {
  const { database, now } = context.get('parts');
  const { account, session } = callerOf(context);
  const sessions = await liveSessions(database.reader, account.id, now());
  const own = session?.id ?? null;
  return context.html(
    layout(
      { title: 'Sessions', account, path: PATH, done: context.req.query('done') },
      html`<h1>Sessions</h1>
        <p>Every browser and machine that is signed in to your account. End those that you do not know.</p>
        <section class="card" aria-labelledby="list">
          <h2 id="list">Signed in now</h2>
          <ul class="rows">
            ${sessions.map((each) => sessionRow(each, each.id === own))}
          </ul>
        </section>
        ${
          sessions.length < 2
            ? ''
            : html`<form method="post" action="/sessions/end-others">
                <button class="danger">End all other sessions</button>
              </form>`
        }`,
    ),
  );
});

function sessionRow({ id, kind, label, createdAt, usedAt }: Session, own: boolean): Markup {
  return html`<li>
    <div>
      <h3 id="label-${id}">${label} ${own ? html`<span class="tag">this one</span>` : ''}</h3>
      <p class="small">${KINDS[kind]}, signed in ${shownTime(createdAt)}, last used ${shownTime(usedAt)}</p>
    </div>
    ${
      own
        ? ''
        : html`<form method="post" action="/sessions/${id}/end">
            <button class="quiet" id="end-${id}" aria-labelledby="end-${id} label-${id}">End</button>
          </form>`
    }
  </li>`;
}

const end = page({ access, method: 'post', path: '/sessions/{id}/end' }, async (context) => {
  const { database, now } = context.get('parts');
  const { account } = callerOf(context);
  const id = context.req.param('id') ?? '';
  await database.write(async (writer) => {
    const own = await liveSessions(writer, account.id, now());
    if (!own.some((session) => session.id === id)) throw new Problem('not-found');
    await endSession(writer, id, now());
    await audit(writer, now(), { actor: account.id, action: 'session.ended', subject: id, detail: {} });
  });
  return context.redirect(`${PATH}?done=session-ended`, 303);
});

const endOthers = page({ access, method: 'post', path: '/sessions/end-others' }, async (context) => {
  const { database, now } = context.get('parts');
  const { account, session } = callerOf(context);
  await database.write(async (writer) => {
    const ended = await endSessions(writer, account.id, now(), session?.id ?? null);
    const event = { actor: account.id, action: 'sessions.ended', subject: account.id, detail: { ended } };
    await audit(writer, now(), event);
  });
  return context.redirect(`${PATH}?done=sessions-ended`, 303);
});

export const SESSION_PAGES = [show, end, endOthers];
