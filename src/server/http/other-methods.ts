import { Problem } from './problem.js';
import type { App, Route } from './route.js';

/** Answers what is asked of a known address by a method that it does not take: OPTIONS says which it takes. */
export function answerOtherMethods(app: App, routes: readonly Route[]): void {
  const byPath = new Map<string, readonly string[]>();
  for (const { method, path } of routes) {
    const name = method.toUpperCase();
    byPath.set(path, [...(byPath.get(path) ?? []), name, ...(name === 'GET' ? ['HEAD'] : [])]);
  }
  for (const [path, methods] of byPath) {
    const allow = [...methods, 'OPTIONS'].join(', ');
    app.all(honoPath(path), (context) => {
      if (context.req.method === 'OPTIONS') return context.body(null, 204, { allow });
      throw new Problem('wrong-method', { headers: { allow } });
    });
  }
}

/** `/things/{id}` as the router writes it. */
export function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
