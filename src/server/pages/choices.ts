import { html } from 'hono/html';
import type { FormError } from './field.js';
import type { Markup } from './markup.js';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly chosen: boolean;
}

/** One of several, from a list that opens. @param name also its id */
export function select(name: string, label: string, choices: readonly Choice[]): Markup {
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <select id="${name}" name="${name}">
      ${choices.map(
        ({ value, label: words, chosen }) =>
          html`<option value="${value}" ${chosen ? html`selected` : ''}>${words}</option>`,
      )}
    </select>
  </div>`;
}

/** Any of several. @param name of each; the group has it as its id */
export function checkboxes(name: string, legend: string, choices: readonly Choice[], error: FormError | null): Markup {
  const wrong = error?.field === name ? error.message : null;
  return html`<fieldset id="${name}" ${wrong === null ? '' : html`aria-describedby="${name}-error"`}>
    <legend>${legend}</legend>
    ${wrong === null ? '' : html`<p class="field-error" id="${name}-error">${wrong}</p>`}
    ${choices.map(
      ({ value, label, chosen }) =>
        html`<div class="choice">
          <input type="checkbox" id="${name}-${value}" name="${name}" value="${value}" ${chosen ? html`checked` : ''} />
          <label for="${name}-${value}">${label}</label>
        </div>`,
    )}
  </fieldset>`;
}
