import { html } from 'hono/html';
import type { Account } from '../database/tables.js';
import { ICON_PATH, SCRIPT_PATH, STYLE_PATH } from './assets.js';
import type { Markup } from './markup.js';
import { navigation, places } from './navigation.js';
import { noticeOf } from './notices.js';

export interface Layout {
  /** What the page is about: its title. */
  readonly title: string;
  readonly account: Account | null;
  /** The address of the page, to mark its entry in the navigation. */
  readonly path: string;
  /** Said above the page after something was done: a name of `notices.ts`. */
  readonly done?: string | undefined;
  readonly failed?: boolean;
  readonly narrow?: boolean;
  readonly script?: boolean;
}

/** The whole document around what a page says. */
export function layout({ title, account, path, done, failed, narrow, script }: Layout, content: Markup): Markup {
  const notice = noticeOf(done);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${failed === true ? 'Error: ' : ''}${title} – insight</title>
        <link rel="icon" href="${ICON_PATH}" type="image/svg+xml" />
        <link rel="stylesheet" href="${STYLE_PATH}" />
        ${script === true ? html`<script src="${SCRIPT_PATH}" defer></script>` : ''}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <div class="bar">
            <a class="brand" href="/"><img src="${ICON_PATH}" alt="" width="28" height="28" />insight</a>
            ${account === null ? '' : navigation(path, account)}
          </div>
        </header>
        ${account === null ? '' : places(path)}
        <main id="main" ${narrow === true ? html`class="narrow"` : ''}>
          ${notice === null ? '' : html`<p class="notice" role="status">${notice}</p>`} ${content}
        </main>
        <footer><p>insight keeps no passwords that it could read, and loads nothing from elsewhere.</p></footer>
      </body>
    </html>`;
}
