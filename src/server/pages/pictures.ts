import { html } from 'hono/html';
import type { PictureName } from '../tools/picture-names.js';
import type { Markup } from './markup.js';

const [WIDTH, HEIGHT] = [1280, 720];

/** Pictures that runs made, each once. @param words what was asked for: nobody knows what they show */
export function pictures(names: readonly PictureName[], words: string, size: 'small' | 'large'): Markup | '' {
  if (names.length === 0) return '';
  return html`<div class="pictures ${size}">
    ${names.map(
      ({ runId, name }, index) =>
        html`<img
          src="/api/v1/jobs/${runId}/files/${encodeURIComponent(name)}"
          alt="${`Picture ${index + 1} of: ${words}`}"
          width="${WIDTH}"
          height="${HEIGHT}"
          loading="lazy"
        />`,
    )}
  </div>`;
}
