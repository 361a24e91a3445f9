import { html } from 'hono/html';
import type { Markup } from './markup.js';

export interface BarRow {
  readonly label: string;
  readonly value: number;
  /** As people read it: `7.7×`. */
  readonly shown: string;
}

/** Bars below each other, each with its label and its figure as text. Nothing where there are none. */
export function barRows(title: string, rows: readonly BarRow[]): Markup | '' {
  if (rows.length === 0) return '';
  const most = Math.max(...rows.map(({ value }) => value), Number.MIN_VALUE);
  return html`<h3>${title}</h3>
    <ul class="bars">
      ${rows.map(
        ({ label, value, shown }) =>
          html`<li>
            <span>${label}</span> <strong>${shown}</strong>
            <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
              <rect width="${(100 * Math.max(0, value)) / most}" height="1" />
            </svg>
          </li>`,
      )}
    </ul>`;
}
