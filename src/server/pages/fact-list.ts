import { html } from 'hono/html';
import type { Markup } from './markup.js';

/** What is known, by name; what is null or empty is left out. */
export function factList(facts: readonly (readonly [name: string, value: string | Markup | null])[]): Markup {
  const known = facts.filter(([, value]) => value !== null && value !== '');
  return html`<dl class="facts">
    ${known.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}
