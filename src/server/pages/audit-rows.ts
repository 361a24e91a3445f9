import { html } from 'hono/html';
import type { NamedEntry } from '../audit/read-audit.js';
import type { Markup } from './markup.js';
import { shownTime } from './shown-time.js';

/** Entries of the audit book, one row each. */
export function auditRows(entries: readonly NamedEntry[]): Markup {
  return html`<ol class="rows">
    ${entries.map(
      (entry) =>
        html`<li>
          <div>
            <h3><code>${entry.action}</code></h3>
            <p class="small">${peopleOf(entry)}</p>
            ${detailOf(entry) === '' ? '' : html`<p class="small">${detailOf(entry)}</p>`}
          </div>
          <span class="small">${shownTime(entry.at)} <span class="tag">${entry.seq}</span></span>
        </li>`,
    )}
  </ol>`;
}

function peopleOf({ actor, actorEmail, subject, subjectEmail }: NamedEntry): string {
  const by =
    actor === null ? 'nobody signed in' : actor === 'system' ? 'the machine' : (actorEmail ?? `account ${actor}`);
  const about = subject === null || subject === actor ? '' : `, of ${subjectEmail ?? subject}`;
  return `by ${by}${about}`;
}

/** The server wrote it itself, as JSON without depth. */
function detailOf({ detail }: NamedEntry): string {
  const read = JSON.parse(detail) as Readonly<Record<string, unknown>>;
  return Object.entries(read)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
}
