import { createHash } from 'node:crypto';
import type { Route } from '../http/route.js';
import { ICON } from './icon.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

interface Asset {
  /** Its name changes with what it holds, so that browsers may keep it for good. */
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

function asset(name: string, extension: string, type: string, text: string): Asset {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { path: `/assets/${name}-${hash}.${extension}`, type, text };
}

const style = asset('style', 'css', 'text/css; charset=utf-8', STYLE);
const script = asset('copy', 'js', 'text/javascript; charset=utf-8', SCRIPT);
const icon = asset('icon', 'svg', 'image/svg+xml', ICON);

export const STYLE_PATH = style.path;
export const SCRIPT_PATH = script.path;
export const ICON_PATH = icon.path;

/** Style, script and icon of the page. */
export const ASSET_ROUTES: readonly Route[] = [style, script, icon].map(({ path, type, text }) => ({
  method: 'get',
  path,
  access: { who: 'anyone' },
  limit: 'usual',
  mount: (app) => {
    app.get(path, (context) => {
      context.header('content-type', type);
      context.header('cache-control', 'public, max-age=31536000, immutable');
      return context.body(text);
    });
  },
}));
