import { html } from 'hono/html';
import type { Markup } from './markup.js';

/** A time for people and for programs: `21 Nov 2026, 12:00 UTC`. @param ms milliseconds since 1970 */
export function shownTime(ms: number): Markup {
  const iso = new Date(ms).toISOString();
  const day = new Date(ms).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return html`<time datetime="${iso}">${day}, ${iso.slice(11, 16)} UTC</time>`;
}
