import ts from 'typescript';
import { nodes, parsed } from './import-statements.js';
import type { SourceText } from './source-files.js';

const MOST_LINES = 300;
const KEBAB = /^(?:[a-z0-9-]+\/)*[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/;
/** Names under which anything can gather. */
const NO_IDEA =
  /(?:^|[/-])(?:utils?|lib|helpers?|common|misc|manager|service|handler|data|info)(?:[/-]|\.ts$)|(?:^|\/)index\.ts$/;

/** What `import … from 'insightstream'` finds: a package has one door, and it does nothing but hand on. */
const DOOR = 'index.ts';

/** What commands are given by their context, and so never name. */
const NOT_IN_COMMANDS = ['process', 'chalk', 'fetch', 'Date'];

/** They are handed all they need of the machine. */
const WITHOUT_MACHINE = /^(?:domain|providers|store|tools|commands|server|mcp)\//;

/** What of the process is for the edge alone; others may still hear its events and learn its platform. */
const ONLY_AT_THE_EDGE = [
  'exit',
  'exitCode',
  'abort',
  'kill',
  'env',
  'argv',
  'stdin',
  'stdout',
  'stderr',
  'cwd',
  'chdir',
];

/** The edge, and the waiting of the store, which measures lengths of time with a clock that knows no time of day. */
const MAY_READ_A_CLOCK = ['main.ts', 'store/waiting.ts'];

/** Elsewhere they may name a temporary file. */
const DICE = ['randomBytes', 'randomUUID', 'randomInt', 'getRandomValues'];

/** What is wrong with sources beside their imports: one sentence each. */
export function sourceViolations(sources: readonly SourceText[]): readonly string[] {
  return sources.flatMap((source) =>
    [...fileViolations(source), ...codeViolations(source)].map((wrong) => `${source.path}: ${wrong}`),
  );
}

function fileViolations({ path, text }: SourceText): readonly string[] {
  const lines = text.replace(/\n$/, '').split('\n').length;
  return [
    ...(lines > MOST_LINES ? [`${lines} lines, more than ${MOST_LINES}`] : []),
    ...(KEBAB.test(path) ? [] : ['its name is not in kebab-case']),
    ...(NO_IDEA.test(path) && path !== DOOR ? ['its name says nothing about what is in it'] : []),
  ];
}

function codeViolations(source: SourceText): readonly string[] {
  return [...new Set([...nodes(parsed(source))].flatMap((node) => wrongWith(node, source.path) ?? []))];
}

function wrongWith(node: ts.Node, path: string): string | null {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return 'any';
  if (ts.isNonNullExpression(node)) return 'a value asserted to be there';
  const passesOn = ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined;
  if (passesOn && path !== DOOR) return 'exports what another file owns';
  if (ts.isNewExpression(node) && named(node.expression, 'Date') && (node.arguments?.length ?? 0) === 0)
    return clock(path);
  if (ts.isCallExpression(node) && named(node.expression, 'Date')) return clock(path);
  if (!ts.isIdentifier(node)) return null;
  return wrongWord(node, path);
}

function wrongWord(node: ts.Identifier, path: string): string | null {
  const { text, parent } = node;
  if (text === 'console') return 'names console';
  if (path.startsWith('commands/') && NOT_IN_COMMANDS.includes(text)) return `names ${text}`;
  if (path === 'main.ts') return null;
  const member = ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : null;
  if (text === 'process') return wrongOfProcess(member, path);
  if (text === 'performance' || (text === 'Date' && member === 'now')) return clock(path);
  const dice = (WITHOUT_MACHINE.test(path) && DICE.includes(text)) || (text === 'Math' && member === 'random');
  return dice ? 'rolls dice that nobody handed in' : null;
}

function wrongOfProcess(member: string | null, path: string): string | null {
  if (WITHOUT_MACHINE.test(path)) return 'names process';
  // The generator is a program of its own, and reads its one flag.
  if (path === 'generate/main.ts' && member === 'argv') return null;
  return member === null || ONLY_AT_THE_EDGE.includes(member) ? `names process.${member ?? ''}` : null;
}

function clock(path: string): string | null {
  return MAY_READ_A_CLOCK.includes(path) ? null : 'reads a clock that nobody handed in';
}

function named(node: ts.Expression, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}
