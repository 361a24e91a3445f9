import { html } from 'hono/html';
import type { Markup } from './markup.js';
import type { WeekCount } from '../sync/weekly-history.js';

const HEIGHT = 180;
const TOP = 22;
const FLOOR = HEIGHT - 24;

/**
 * Bars, one per week, drawn on the server: a picture for eyes with its gist as text, and its figures as a table for
 * everyone. Narrow screens get one of their own, for letters must not shrink with the picture.
 * @param what what was counted: `Results`
 */
export function weekChart(weeks: readonly WeekCount[], what: string): Markup {
  const total = weeks.reduce((sum, { count }) => sum + count, 0);
  const gist = `${what}: ${total} in ${weeks.length} weeks, ${weeks.at(-1)?.count ?? 0} of them in this one.`;
  return html`<figure class="chart">
    <div class="wide-chart">${bars(weeks, gist, 720)}</div>
    <div class="narrow-chart">${bars(weeks, gist, 300)}</div>
    <figcaption class="small">${gist}</figcaption>
    <details>
      <summary>Show the figures</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Week from</th>
            <th scope="col" class="number">${what}</th>
          </tr>
        </thead>
        <tbody>
          ${weeks.map(
            ({ begins, count }) =>
              html`<tr>
                <th scope="row">${dayText(begins)}</th>
                <td class="number">${count}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </details>
  </figure>`;
}

function bars(weeks: readonly WeekCount[], gist: string, width: number): Markup {
  const most = Math.max(1, ...weeks.map(({ count }) => count));
  const step = width / weeks.length;
  // A label needs room: every week has one where it fits, else every third.
  const everyNth = step >= 52 ? 1 : 3;
  return html`<svg viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${gist}">
    <line x1="0" x2="${width}" y1="${FLOOR}" y2="${FLOOR}" />
    ${weeks.map(({ begins, count }, index) => {
      const height = (count / most) * (FLOOR - TOP);
      const middle = (index + 0.5) * step;
      const labelled = (weeks.length - 1 - index) % everyNth === 0;
      return html`<rect
          x="${middle - step * 0.34}"
          y="${FLOOR - height}"
          width="${step * 0.68}"
          height="${height}"
          rx="${Math.min(4, height / 2)}"
        />
        ${
          count === 0
            ? ''
            : html`<text class="value" x="${middle}" y="${FLOOR - height - 6}" text-anchor="middle">${count}</text>`
        }
        ${labelled ? html`<text x="${middle}" y="${HEIGHT - 6}" text-anchor="middle">${dayText(begins)}</text>` : ''}`;
    })}
  </svg>`;
}

function dayText(ms: number): string {
  return new Date(ms).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}
