import type { Scope } from '../../src/server/http/access.js';

/** Who may call a route: anyone, somebody signed in whose token has that scope, somebody signed in without a token. */
export type Rule = 'anyone' | Scope | 'session' | 'admin';

/**
 * Who may call what, written down a second time, apart from the routes themselves: what somebody opened by mistake differs
 * from here, and what is new fails until somebody has thought about it.
 */
export const ROUTE_RULES: Readonly<Record<string, Rule>> = {
  'GET /healthz': 'anyone',
  'GET /readyz': 'anyone',
  'GET /metrics': 'admin',
  'GET /openapi.json': 'anyone',
  'GET /docs': 'anyone',
  'GET /problems': 'anyone',

  'GET /assets/style-*.css': 'anyone',
  'GET /assets/copy-*.js': 'anyone',
  'GET /assets/icon-*.svg': 'anyone',
  'GET /': 'anyone',
  'GET /sign-in': 'anyone',
  'POST /sign-in': 'anyone',
  'POST /sign-out': 'anyone',
  'GET /register': 'anyone',
  'POST /register': 'anyone',
  'GET /forgot': 'anyone',
  'POST /forgot': 'anyone',
  'GET /reset': 'anyone',
  'POST /reset': 'anyone',
  'GET /confirm-account': 'anyone',
  'POST /confirm-account': 'anyone',
  'GET /confirm-email': 'anyone',
  'POST /confirm-email': 'anyone',
  'GET /sessions': 'session',
  'POST /sessions/{id}/end': 'session',
  'POST /sessions/end-others': 'session',
  'GET /history/{id}': 'session',
  'GET /runs/{id}': 'session',
  'GET /channels': 'session',
  'GET /tokens': 'session',
  'POST /tokens': 'session',
  'POST /tokens/{id}/revoke': 'session',
  'GET /device': 'session',
  'POST /device/approve': 'session',
  'POST /device/deny': 'session',
  'GET /settings': 'session',
  'POST /settings/password': 'session',
  'POST /settings/email': 'session',
  'GET /settings/delete': 'session',
  'POST /settings/delete': 'session',
  'GET /admin': 'admin',
  'GET /admin/users': 'admin',
  'GET /admin/users/{id}': 'admin',
  'POST /admin/users/{id}': 'admin',
  'POST /admin/users/{id}/end-sessions': 'admin',
  'POST /admin/users/{id}/reset-link': 'admin',
  'GET /admin/audit': 'admin',

  'POST /api/v1/accounts': 'anyone',
  'POST /api/v1/accounts/confirm': 'anyone',
  'GET /api/v1/me': 'read',
  'GET /api/v1/me/export': 'account',
  'POST /api/v1/me/password': 'session',
  'POST /api/v1/me/email': 'session',
  'DELETE /api/v1/me': 'session',
  'POST /api/v1/email-confirmations': 'anyone',
  'POST /api/v1/password-resets': 'anyone',
  'POST /api/v1/password-resets/confirm': 'anyone',

  'POST /api/v1/sessions': 'anyone',
  'POST /api/v1/sessions/refresh': 'anyone',
  'GET /api/v1/sessions': 'session',
  'DELETE /api/v1/sessions/current': 'session',
  'DELETE /api/v1/sessions/{id}': 'session',

  'POST /api/v1/tokens': 'session',
  'GET /api/v1/tokens': 'session',
  'DELETE /api/v1/tokens/{id}': 'session',

  'POST /api/v1/device/code': 'anyone',
  'POST /api/v1/device/token': 'anyone',
  'GET /api/v1/device/requests/{userCode}': 'session',
  'POST /api/v1/device/approve': 'session',
  'POST /api/v1/device/deny': 'session',

  'POST /api/v1/sync/push': 'sync',
  'GET /api/v1/sync/pull': 'sync',
  'GET /api/v1/history': 'read',
  'GET /api/v1/history/{id}/versions': 'read',

  'POST /api/v1/tools/outliers': 'tools',
  'POST /api/v1/tools/streak': 'tools',
  'POST /api/v1/tools/hashtags': 'tools',
  'POST /api/v1/tools/keywords': 'tools',
  'POST /api/v1/tools/concepts': 'tools',
  'POST /api/v1/tools/thumbnails-search': 'tools',
  'POST /api/v1/tools/thumbnails-generate': 'tools',
  'GET /api/v1/jobs/{id}': 'tools',
  'DELETE /api/v1/jobs/{id}': 'tools',
  'GET /api/v1/jobs/{id}/files/{name}': 'tools',

  'GET /api/v1/admin/overview': 'admin',
  'GET /api/v1/admin/users': 'admin',
  'PATCH /api/v1/admin/users/{id}': 'admin',
  'POST /api/v1/admin/users/{id}/reset-link': 'admin',
  'DELETE /api/v1/admin/users/{id}/sessions': 'admin',
  'GET /api/v1/admin/audit': 'admin',
  'GET /api/v1/admin/audit/check': 'admin',
};

/** `POST /api/v1/tokens`. What names its content in its path (`style-0123456789ab.css`) has the same name however it reads. */
export function routeName({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method.toUpperCase()} ${path.replace(/-[0-9a-f]{12}(?=\.\w+$)/, '-*')}`;
}

/** Whether a call of it may change something. */
export const changes = ({ method }: { readonly method: string }): boolean => !['get', 'head'].includes(method);
