import type { Access } from '../http/access.js';

/** Of every page for administrators. */
export const ADMIN_ONLY: Access = { who: 'admin', scope: 'session' };
