import { anyJson, gives } from '../http/bodies.js';
import { route, type Route } from '../http/route.js';
import { page } from '../pages/page.js';
import type { ApiDocument } from './api-document.js';
import { describeApi } from './document.js';
import { docsPage } from './docs-page.js';
import { problemsPage } from './problems-page.js';

/**
 * The description of all routes, for programs and for people.
 * @param all asked when somebody wants to read it, for these routes are among them
 */
export function descriptionRoutes(all: () => readonly Route[]): readonly Route[] {
  let made: ApiDocument | null = null;
  const document = (publicUrl: string): ApiDocument => {
    made ??= describeApi(all());
    return { ...made, servers: [{ url: publicUrl }] };
  };
  const json = route(
    {
      access: { who: 'anyone' },
      method: 'get',
      path: '/openapi.json',
      summary: 'This description: OpenAPI 3.1',
      tags: ['system'],
      responses: { 200: gives(anyJson, 'The description.') },
    },
    (context) => context.json({ ...document(context.get('parts').settings.publicUrl) }, 200),
  );
  const docs = page({ access: { who: 'anyone' }, method: 'get', path: '/docs' }, (context) =>
    context.html(docsPage(document(context.get('parts').settings.publicUrl), context.get('caller')?.account ?? null)),
  );
  const problems = page({ access: { who: 'anyone' }, method: 'get', path: '/problems' }, (context) =>
    context.html(problemsPage(context.get('caller')?.account ?? null)),
  );
  return [json, docs, problems];
}
