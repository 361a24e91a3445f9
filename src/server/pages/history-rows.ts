import { html } from 'hono/html';
import type { ListedEntry } from '../sync/history.js';
import type { PictureName } from '../tools/picture-names.js';
import type { Markup } from './markup.js';
import { pictures } from './pictures.js';
import { isMoment, shownTime } from './shown-time.js';

const MOST_PICTURES = 4;
/** How a run stands, where that is worth a word. */
const STATES: Readonly<Record<string, string>> = { queued: 'waits', running: 'at work', failed: 'failed' };

/** What was made, one row each. Machines wrote it: whatever is not as expected is left out. */
export function historyRows(entries: readonly ListedEntry[], made: readonly PictureName[]): Markup {
  return html`<ul class="rows">
    ${entries.map(({ id, kind, prompt, at, provider, model, state, job }) => {
      const onHost = typeof job === 'string';
      const makers = [provider, model].filter((name) => typeof name === 'string').join(', ');
      const title = typeof prompt === 'string' && prompt !== '' ? prompt : 'Without a title';
      const stands = typeof state === 'string' ? STATES[state] : undefined;
      return html`<li>
        <div>
          <h3><a href="/${onHost ? 'runs' : 'history'}/${id}">${title}</a></h3>
          <p class="small">
            ${isMoment(at) ? shownTime(at) : ''} ${makers === '' ? '' : html`by ${makers}`}
            ${onHost ? 'on this host' : ''}
          </p>
          ${onHost ? pictures(made.filter(({ runId }) => runId === id).slice(0, MOST_PICTURES), title, 'small') : ''}
        </div>
        <span>
          ${stands === undefined ? '' : html`<span class="tag ${state === 'failed' ? 'bad' : ''}">${stands}</span>`}
          ${typeof kind === 'string' ? html`<span class="tag">${kind}</span>` : ''}
        </span>
      </li>`;
    })}
  </ul>`;
}
