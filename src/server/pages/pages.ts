import { ASSET_ROUTES } from './assets.js';
import { HOME_PAGES } from './home.js';
import { SESSION_PAGES } from './sessions-page.js';
import { SIGN_IN_PAGES } from './sign-in.js';

/** Everything that a browser is shown. */
export const PAGE_ROUTES = [...ASSET_ROUTES, ...HOME_PAGES, ...SIGN_IN_PAGES, ...SESSION_PAGES];
