import { html } from 'hono/html';
import type { Markup } from './markup.js';

/** The last moment that JavaScript's calendar knows, milliseconds. */
const LATEST = 8.64e15;

/** Whether this can be a time in milliseconds since 1970. */
export function isMoment(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= LATEST;
}

/** A time for people and for programs: `21 Nov 2026, 12:00 UTC`. @param ms milliseconds since 1970 */
export function shownTime(ms: number): Markup {
  const iso = new Date(ms).toISOString();
  return html`<time datetime="${iso}">${dayText(ms)}, ${iso.slice(11, 16)} UTC</time>`;
}

/** A day: `21 Nov 2026`, in UTC. @param ms milliseconds since 1970 */
export function shownDay(ms: number): Markup {
  return html`<time datetime="${new Date(ms).toISOString().slice(0, 10)}">${dayText(ms)}</time>`;
}

function dayText(ms: number): string {
  return new Date(ms).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}
