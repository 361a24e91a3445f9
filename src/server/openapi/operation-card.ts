import { html } from 'hono/html';
import type { Markup } from '../pages/markup.js';
import type { ApiDocument } from './api-document.js';
import { fieldTable, rowTable } from './field-table.js';
import { sampleOf, typeWords, type Schema } from './schema.js';
import { ticked } from './ticked.js';

type Operation = NonNullable<NonNullable<ApiDocument['paths']>[string]['get']>;

export interface ShownOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

interface Surroundings {
  readonly named: Readonly<Record<string, Schema>>;
  readonly server: string;
}

interface Content {
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

/** One address: what it does, what it takes, what it answers, and how to try it. */
export function operationCard(shown: ShownOperation, { named, server }: Surroundings): Markup {
  const { id, method, path, operation } = shown;
  const parameters = (operation.parameters ?? []).flatMap((each) =>
    'name' in each
      ? [
          {
            name: each.name,
            required: each.required === true,
            schema: { description: `In the ${each.in}.`, ...(each.schema as Schema) },
          },
        ]
      : [],
  );
  const body = schemaIn(operation.requestBody);
  return html`<article class="card operation" aria-labelledby="${id}">
    <h3 id="${id}"><span class="tag">${method}</span> <code>${path}</code></h3>
    <p><strong>${operation.summary ?? ''}.</strong> ${ticked(operation.description ?? '')}</p>
    ${
      parameters.length === 0
        ? ''
        : html`<h4>Parameters</h4>
            ${rowTable(parameters)}`
    }
    ${
      body === null
        ? ''
        : html`<h4>Body</h4>
            ${fieldTable(body)}`
    }
    <h4>Answers</h4>
    <ul class="answers">
      ${Object.entries((operation.responses ?? {}) as Readonly<Record<string, Content>>)
        .filter(([status]) => status !== 'default')
        .map(([status, answer]) => {
          const schema = schemaIn(answer);
          return html`<li>
            <strong>${status}</strong>
            ${ticked(answer.description ?? '')}
            ${
              schema?.$ref === undefined
                ? ''
                : html`<a href="#schema-${schema.$ref.split('/').at(-1)}">${typeWords(schema)}</a>`
            }
          </li>`;
        })}
    </ul>
    <details>
      <summary>Try it with curl</summary>
      <pre><code>${curl(shown, server, body === null ? null : sampleOf(body, named))}</code></pre>
    </details>
  </article>`;
}

function schemaIn(holder: Content | undefined): Schema | null {
  return Object.values(holder?.content ?? {})[0]?.schema ?? null;
}

/** The request as it can be typed; values to be put in stand in capitals. */
function curl({ method, path, operation }: ShownOperation, server: string, body: unknown): string {
  const address = `${server}${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}`;
  const signedIn = (operation.security ?? []).length > 0;
  return [
    `curl${method === 'GET' ? '' : ` -X ${method}`} ${address}`,
    ...(signedIn ? ['-H "Authorization: Bearer $INSIGHT_TOKEN"'] : []),
    ...(body === null ? [] : ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(body)}'`]),
  ].join(' \\\n  ');
}
