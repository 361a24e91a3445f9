import { html } from 'hono/html';
import type { SavedChannel } from '../sync/channel-growth.js';
import type { Markup } from './markup.js';
import { shownDay } from './shown-time.js';

const WIDTH = 600;
const HEIGHT = 120;
/** Half of the line, which must not be cut at the edge. */
const EDGE = 4;

/** How a channel grew: a line for eyes, its gist in words, and its figures as a table. */
export function growthChart({ counted, growth }: SavedChannel): Markup {
  const [first, last] = [growth[0], growth.at(-1)];
  if (first === undefined || last === undefined) return html`<p class="small">No snapshot has come of it yet.</p>`;
  const gained = last.count - first.count;
  const sign = gained > 0 ? '+' : gained < 0 ? '−' : '±';
  const gist = html`<strong>${figure(last.count)}</strong> ${counted} on
    ${shownDay(last.at)}${
      growth.length < 2 ? '' : html`, ${sign}${figure(Math.abs(gained))} since ${shownDay(first.at)}`
    }`;
  return html`<figure class="chart">
    ${growth.length < 2 ? '' : line(growth)}
    <figcaption class="small">${gist}</figcaption>
    ${growth.length < 2 ? '' : table(counted, growth)}
  </figure>`;
}

function line(growth: SavedChannel['growth']): Markup {
  const [times, counts] = [growth.map(({ at }) => at), growth.map(({ count }) => count)];
  const [begin, end, least, most] = [Math.min(...times), Math.max(...times), Math.min(...counts), Math.max(...counts)];
  const across = (at: number) => EDGE + ((at - begin) / Math.max(1, end - begin)) * (WIDTH - 2 * EDGE);
  const up = (count: number) => HEIGHT - EDGE - ((count - least) / Math.max(1, most - least)) * (HEIGHT - 2 * EDGE);
  const points = growth.map(({ at, count }) => `${across(at).toFixed(1)},${up(count).toFixed(1)}`).join(' ');
  const floor = (at: number) => `${across(at).toFixed(1)},${HEIGHT}`;
  // What it says stands below it in words.
  return html`<svg class="growth" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    <polygon points="${floor(begin)} ${points} ${floor(end)}" />
    <polyline points="${points}" />
  </svg>`;
}

function table(counted: SavedChannel['counted'], growth: SavedChannel['growth']): Markup {
  return html`<details>
    <summary>Show the figures</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" class="number">${counted === 'views' ? 'Views' : 'Subscribers'}</th>
        </tr>
      </thead>
      <tbody>
        ${growth.map(
          ({ at, count }) =>
            html`<tr>
              <th scope="row">${shownDay(at)}</th>
              <td class="number">${figure(count)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

function figure(count: number): string {
  return Math.round(count).toLocaleString('en-GB');
}
