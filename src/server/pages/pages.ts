import { ADMIN_OVERVIEW_PAGES } from './admin-overview.js';
import { ADMIN_USER_PAGES } from './admin-user.js';
import { ADMIN_USERS_PAGES } from './admin-users.js';
import { ASSET_ROUTES } from './assets.js';
import { CHANNEL_PAGES } from './channels-page.js';
import { CONFIRM_ACCOUNT_PAGES } from './confirm-account-page.js';
import { CONFIRM_EMAIL_PAGES } from './confirm-email-page.js';
import { DELETE_PAGES } from './delete-page.js';
import { DEVICE_PAGES } from './device-page.js';
import { HISTORY_ENTRY_PAGES } from './history-entry-page.js';
import { HOME_PAGES } from './home.js';
import { REGISTER_PAGES } from './register-page.js';
import { RESET_PAGES } from './reset-pages.js';
import { RUN_PAGES } from './run-page.js';
import { SESSION_PAGES } from './sessions-page.js';
import { SETTINGS_PAGES } from './settings-page.js';
import { SIGN_IN_PAGES } from './sign-in.js';
import { TOKEN_PAGES } from './tokens-page.js';

/** Everything that a browser is shown. */
export const PAGE_ROUTES = [
  ...ASSET_ROUTES,
  ...HOME_PAGES,
  ...HISTORY_ENTRY_PAGES,
  ...RUN_PAGES,
  ...CHANNEL_PAGES,
  ...SIGN_IN_PAGES,
  ...REGISTER_PAGES,
  ...RESET_PAGES,
  ...CONFIRM_ACCOUNT_PAGES,
  ...CONFIRM_EMAIL_PAGES,
  ...SESSION_PAGES,
  ...TOKEN_PAGES,
  ...DEVICE_PAGES,
  ...SETTINGS_PAGES,
  ...DELETE_PAGES,
  ...ADMIN_OVERVIEW_PAGES,
  ...ADMIN_USERS_PAGES,
  ...ADMIN_USER_PAGES,
];
