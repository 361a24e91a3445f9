import { html } from 'hono/html';
import type { Account } from '../database/tables.js';
import type { Markup } from './markup.js';

type Place = readonly [path: string, name: string];

interface Room {
  readonly name: string;
  /** The first one is where the room begins. */
  readonly places: readonly [Place, ...Place[]];
  readonly for?: Account['role'];
}

const ROOMS: readonly Room[] = [
  { name: 'Home', places: [['/', 'Home']] },
  { name: 'Channels', places: [['/channels', 'Channels']] },
  {
    name: 'Account',
    places: [
      ['/settings', 'Settings'],
      ['/sessions', 'Sessions'],
      ['/tokens', 'Tokens'],
      ['/device', 'New machine'],
    ],
  },
  {
    name: 'Admin',
    for: 'admin',
    places: [
      ['/admin', 'Overview'],
      ['/admin/users', 'Users'],
      ['/admin/audit', 'Audit book'],
    ],
  },
];

/** The ways to everything that this account may see. @param path of the page that is shown, or of what it is part of */
export function navigation(path: string, { role }: Account): Markup {
  const rooms = ROOMS.filter((room) => room.for === undefined || room.for === role);
  return html`<nav aria-label="Main">
      <ul>
        ${rooms.map(({ name, places }) => {
          const [[first]] = places;
          const within = places.some(([place]) => place === path);
          return html`<li><a href="${first}" ${within ? current(first === path) : ''}>${name}</a></li>`;
        })}
      </ul>
    </nav>
    <form class="leave" method="post" action="/sign-out"><button class="quiet">Sign out</button></form>`;
}

/** The places of the room that a page is in; nothing where it is the only one. */
export function places(path: string): Markup | '' {
  const room = ROOMS.find((each) => each.places.some(([place]) => place === path));
  if (room === undefined || room.places.length === 1) return '';
  return html`<nav class="places" aria-label="${room.name}">
    <ul>
      ${room.places.map(
        ([place, name]) => html`<li><a href="${place}" ${place === path ? current(true) : ''}>${name}</a></li>`,
      )}
    </ul>
  </nav>`;
}

function current(itself: boolean): Markup {
  return html`aria-current="${itself ? 'page' : 'true'}"`;
}
