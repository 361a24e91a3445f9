import type { Route } from './http/route.js';
import { SESSION_ROUTES } from './sessions/routes.js';
import { ACCOUNT_ROUTES } from './accounts/routes.js';
import { ADMIN_ROUTES } from './admin/routes.js';
import { PAGE_ROUTES } from './pages/pages.js';
import { SYNC_ROUTES } from './sync/routes.js';
import { DEVICE_ROUTES } from './device/routes.js';
import { TOKEN_ROUTES } from './tokens/routes.js';
import { SYSTEM_ROUTES } from './system/routes.js';
import { TOOL_ROUTES } from './tools/routes.js';
import { descriptionRoutes } from './openapi/routes.js';

/** Every address of the server. Each names who may call it. */
export const ROUTES: readonly Route[] = [
  ...SYSTEM_ROUTES,
  ...ACCOUNT_ROUTES,
  ...SESSION_ROUTES,
  ...PAGE_ROUTES,
  ...SYNC_ROUTES,
  ...TOKEN_ROUTES,
  ...DEVICE_ROUTES,
  ...ADMIN_ROUTES,
  ...TOOL_ROUTES,
  ...descriptionRoutes(() => ROUTES),
];
