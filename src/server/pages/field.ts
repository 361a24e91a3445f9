import { html } from 'hono/html';
import type { Markup } from './markup.js';

export interface Field {
  /** Also its id, to which the summary of errors links. */
  readonly name: string;
  readonly label: string;
  readonly type: 'email' | 'password' | 'text' | 'number' | 'search';
  readonly autocomplete: string;
  readonly value?: string;
  /** What helps to fill it. */
  readonly hint?: string;
  readonly required?: boolean;
}

/** What is wrong with a form: `field` names one of its fields, null for all of it. */
export interface FormError {
  readonly field: string | null;
  readonly message: string;
}

/** A labelled field, with its hint and its error read out along with it. */
export function field(
  { name, label, type, autocomplete, value = '', hint, required = true }: Field,
  error: FormError | null,
): Markup {
  const wrong = error?.field === name ? error.message : null;
  const described = [hint !== undefined && `${name}-hint`, wrong !== null && `${name}-error`].filter(Boolean).join(' ');
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${wrong === null ? '' : html`<p class="field-error" id="${name}-error">${wrong}</p>`}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      value="${value}"
      ${described === '' ? '' : html`aria-describedby="${described}"`}
      ${wrong === null ? '' : html`aria-invalid="true"`}
      ${required ? html`required` : ''}
    />
  </div>`;
}

/** What stands above a form that was not taken; it has the focus, and leads to the field. */
export function errorSummary(error: FormError | null): Markup | '' {
  if (error === null) return '';
  const { message } = error;
  return html`<div class="summary" role="alert" tabindex="-1" autofocus>
    <h2>That did not work</h2>
    <p>${error.field === null ? message : html`<a href="#${error.field}">${message}</a>`}</p>
  </div>`;
}
