import { html } from 'hono/html';
import type { Markup } from '../pages/markup.js';
import { fieldsOf, refName, typeWords, type Schema } from './schema.js';
import { ticked } from './ticked.js';

/** The fields of a body, one row each; in words where it has none. */
export function fieldTable(schema: Schema): Markup {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return html`<p>${typeMarkup(schema)}. ${ticked(schema.description ?? '')}</p>`;
  return rowTable(fields);
}

export interface Row {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

export function rowTable(rows: readonly Row[]): Markup {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, required, schema }) =>
            html`<tr>
              <td>
                <code>${name}</code>
                ${required ? '' : html`<span class="small">may be left out</span>`}
              </td>
              <td>
                ${typeMarkup(schema)}${
                  schema.default === undefined
                    ? ''
                    : html`; <code>${JSON.stringify(schema.default)}</code> when left out`
                }
                ${schema.description === undefined ? '' : html`<div class="small">${ticked(schema.description)}</div>`}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The kind of a value; what has a name leads to it. */
function typeMarkup(schema: Schema): Markup {
  const name = refName(schema) ?? refName(schema.items ?? {});
  const words = typeWords(schema);
  return name === null ? html`${words}` : html`<a href="#schema-${name}">${words}</a>`;
}
