import { html } from 'hono/html';
import type { Account } from '../database/tables.js';
import { PROBLEMS } from '../http/problem.js';
import { layout } from '../pages/layout.js';
import type { Markup } from '../pages/markup.js';

/** Where the `type` of a problem leads. */
export function problemsPage(account: Account | null): Markup {
  return layout(
    { title: 'Problems', account, path: '/problems' },
    html`<h1>Problems</h1>
      <p>
        What the API answers when something goes wrong: <code>application/problem+json</code> (RFC 9457), by a
        <code>type</code> that never changes. <a href="/docs">Back to the API</a>
      </p>
      <div class="card scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col">Status</th>
              <th scope="col">Title</th>
            </tr>
          </thead>
          <tbody>
            ${Object.entries(PROBLEMS).map(
              ([name, { status, title }]) =>
                html`<tr id="${name}">
                  <td><code>/problems#${name}</code></td>
                  <td>${status}</td>
                  <td>${title}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
  );
}
