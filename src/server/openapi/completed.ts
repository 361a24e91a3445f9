import type { Route } from '../http/route.js';
import type { ApiDocument } from './api-document.js';

type Paths = NonNullable<ApiDocument['paths']>;
type Operation = NonNullable<Paths[string]['get']>;
type Answers = Readonly<Record<string, Answer>>;
interface Answer {
  readonly description: string;
  readonly content?: object;
  readonly headers?: Readonly<Record<string, { readonly $ref: string }>>;
}

const HEADERS = {
  'x-request-id': { description: 'By which the log knows the request.', schema: { type: 'string' } },
  ratelimit: {
    description: 'What is left, and for how many seconds: `"usual-account";r=119;t=60`.',
    schema: { type: 'string' },
  },
  'ratelimit-policy': { description: 'What there is: `"usual-account";q=120;w=60`.', schema: { type: 'string' } },
  'retry-after': { description: 'Seconds to wait.', schema: { type: 'integer' } },
  etag: { description: 'Changes with the answer.', schema: { type: 'string' } },
  'idempotent-replayed': {
    description: '`true` where this is the answer of an earlier request with the same key.',
    schema: { type: 'string', const: 'true' },
  },
} as const;
type HeaderName = keyof typeof HEADERS;

const PARAMETERS = {
  'idempotency-key': {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'Made up by the client: the same request with the same key is done once within 24 hours.',
    schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
  },
  'if-none-match': {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'The `etag` of an earlier answer: where nothing changed, the answer is 304.',
    schema: { type: 'string' },
  },
} as const;

const PROBLEM_CONTENT = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** Adds to each operation what every route has because of what stands before all: limits, keys, tags, scopes. */
export function completed(document: ApiDocument, routes: readonly Route[]): ApiDocument {
  const paths: Paths = { ...document.paths };
  for (const route of routes) {
    const { path, method } = route;
    const operation = paths[path]?.[method as 'get'];
    if (operation !== undefined) paths[path] = { ...paths[path], [method]: withCommon(operation, route) };
  }
  const components = { ...document.components, headers: HEADERS, parameters: PARAMETERS };
  return { ...document, paths, components };
}

function withCommon(operation: Operation, route: Route): Operation {
  const { access, limit, method, path } = route;
  const keyed = method === 'post' && access.who !== 'anyone';
  const tagged = method === 'get' && path.startsWith('/api/');
  const parameters = [
    ...(operation.parameters ?? []),
    ...(keyed ? [{ $ref: '#/components/parameters/idempotency-key' }] : []),
    ...(tagged ? [{ $ref: '#/components/parameters/if-none-match' }] : []),
  ];
  const declared = operation.responses as Answers;
  const answers: Answers = {
    ...declared,
    ...(tagged && { 304: { description: 'Nothing changed since that `etag`.' } }),
    ...(limit !== 'none' && {
      429: declared['429'] ?? { description: 'Too many requests', content: PROBLEM_CONTENT },
    }),
    default: { description: 'Any other problem', content: PROBLEM_CONTENT },
  };
  const common: readonly HeaderName[] =
    limit === 'none' ? ['x-request-id'] : ['x-request-id', 'ratelimit', 'ratelimit-policy'];
  const headed = Object.entries(answers).map(([status, answer]) => {
    const good = status.startsWith('2');
    const own: HeaderName[] = [];
    if (status === '429') own.push('retry-after');
    if (tagged && (status === '200' || status === '304')) own.push('etag');
    if (keyed && good) own.push('idempotent-replayed');
    return [status, withHeaders(answer, [...common, ...own])] as const;
  });
  return {
    ...operation,
    operationId: operationId(route),
    description: [...(operation.description === undefined ? [] : [operation.description]), accessWords(route)].join(
      ' ',
    ),
    security: securityOf(route),
    ...(parameters.length > 0 && { parameters }),
    responses: Object.fromEntries(headed),
  };
}

function withHeaders(answer: Answer, names: readonly HeaderName[]): Answer {
  const refs = names.map((name) => [name, { $ref: `#/components/headers/${name}` }] as const);
  return { ...answer, headers: { ...answer.headers, ...Object.fromEntries(refs) } };
}

/** `GET /api/v1/jobs/{id}` is `getJobsById`. */
function operationId({ method, path }: Route): string {
  const words = path
    .replace(/^\/api\/v1\//, '')
    .replaceAll(/\{(\w+)\}/g, 'by-$1')
    .split(/[^\w]+/)
    .filter((word) => word !== '');
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function accessWords({ access }: Route): string {
  if (access.who === 'anyone') return 'Anyone may ask.';
  if (access.who === 'admin') {
    const also = access.orCollector === true ? ", programs on the server's own machine, and its token for metrics" : '';
    return `Only for administrators${also}; never by a personal access token.`;
  }
  return access.scope === 'session'
    ? 'Only for a signed-in session; never by a personal access token.'
    : `A personal access token needs the scope \`${access.scope}\`.`;
}

function securityOf({ access }: Route): NonNullable<Operation['security']> {
  if (access.who === 'anyone') return [];
  const open = access.who === 'admin' && access.orCollector === true ? [{}] : [];
  return [{ bearer: access.scope === 'session' ? [] : [access.scope] }, { cookie: [] }, ...open];
}
