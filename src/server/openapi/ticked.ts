import { html } from 'hono/html';
import type { Markup } from '../pages/markup.js';

/** Words in which code stands between backticks. */
export function ticked(words: string): readonly (string | Markup)[] {
  return words.split('`').map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));
}
