import { html } from 'hono/html';
import type { Account } from '../database/tables.js';
import { layout } from '../pages/layout.js';
import type { Markup } from '../pages/markup.js';
import type { ApiDocument } from './api-document.js';
import { fieldTable } from './field-table.js';
import { operationCard, type ShownOperation } from './operation-card.js';
import { namedSchemas } from './schema.js';
import { ticked } from './ticked.js';

/** The description as a page to read: groups, and under each its addresses. Needs no script. */
export function docsPage(document: ApiDocument, account: Account | null): Markup {
  const { info, tags = [], servers = [] } = document;
  const groups = tags.map(({ name, description = '' }) => ({
    name,
    description,
    operations: operationsOf(document, name),
  }));
  const named = namedSchemas(document);
  const server = servers[0]?.url ?? '';
  return layout(
    { title: 'API', account, path: '/docs' },
    html`<h1>API</h1>
      <p>${ticked(info.description ?? '')}</p>
      <p>
        The same for programs: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1). What can go wrong:
        <a href="/problems">problems</a>.
      </p>
      <section class="card" aria-labelledby="begin">
        <h2 id="begin">To begin</h2>
        <p>
          Make a personal access token (<code>POST /api/v1/tokens</code>, signed in) and send it with every request.
          Typed like this it stays out of the history of the shell:
        </p>
        <pre><code>read -rs INSIGHT_TOKEN
curl -H "Authorization: Bearer $INSIGHT_TOKEN" ${server}/api/v1/me</code></pre>
      </section>
      <nav class="card contents" aria-label="All addresses">
        ${groups.map(
          ({ name, operations }) =>
            html`<h2><a href="#${name}">${title(name)}</a></h2>
              <ul>
                ${operations.map(
                  ({ id, method, path }) =>
                    html`<li>
                      <a href="#${id}"><code>${method} ${path}</code></a>
                    </li>`,
                )}
              </ul>`,
        )}
      </nav>
      ${groups.map(
        ({ name, description, operations }) =>
          html`<section aria-labelledby="${name}">
            <h2 id="${name}" class="group">${title(name)}</h2>
            <p>${description}.</p>
            ${operations.map((operation) => operationCard(operation, { named, server }))}
          </section>`,
      )}
      <section aria-labelledby="schemas">
        <h2 id="schemas" class="group">Named bodies</h2>
        ${Object.entries(named).map(
          ([name, schema]) =>
            html`<section class="card" aria-labelledby="schema-${name}">
              <h3 id="schema-${name}">${name}</h3>
              ${schema.description === undefined ? '' : html`<p>${ticked(schema.description)}</p>`}
              ${fieldTable(schema)}
            </section>`,
        )}
      </section>`,
  );
}

function operationsOf({ paths = {} }: ApiDocument, tag: string): readonly ShownOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = item[method];
      if (operation?.tags?.includes(tag) !== true) return [];
      return [{ id: operation.operationId ?? '', method: method.toUpperCase(), path, operation }];
    }),
  );
}

const title = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
