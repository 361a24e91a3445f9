import { html } from 'hono/html';
import type { ListedEntry } from '../sync/history.js';
import type { Markup } from './markup.js';
import { shownTime } from './shown-time.js';

/** The last moment that JavaScript's calendar knows, milliseconds. */
const LATEST = 8.64e15;

/** What was made, one row each. Machines wrote it: whatever is not as expected is left out. */
export function historyRows(entries: readonly ListedEntry[]): Markup {
  return html`<ul class="rows">
    ${entries.map(({ kind, prompt, at, provider, model }) => {
      const makers = [provider, model].filter((name) => typeof name === 'string').join(', ');
      return html`<li>
        <div>
          <h3>${typeof prompt === 'string' && prompt !== '' ? prompt : 'Without a title'}</h3>
          <p class="small">
            ${typeof at === 'number' && Math.abs(at) <= LATEST ? shownTime(at) : ''}
            ${makers === '' ? '' : html`by ${makers}`}
          </p>
        </div>
        ${typeof kind === 'string' ? html`<span class="tag">${kind}</span>` : ''}
      </li>`;
    })}
  </ul>`;
}
