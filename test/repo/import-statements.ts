import { posix } from 'node:path';
import ts from 'typescript';
import type { SourceText } from './source-files.js';

/** One import of a source, static or dynamic, or a re-export. */
export interface Import {
  readonly from: string;
  /** A path below `src`, or a package or built-in as it is written; null when the compiler's eyes cannot read it. */
  readonly to: string | null;
  /** Whether a path of this project stands there. */
  readonly own: boolean;
  /** `import type`, which leaves nothing behind. `import { type X }` does: the module is still loaded. */
  readonly typesOnly: boolean;
  readonly dynamic: boolean;
}

/** A source as the compiler sees it. */
export function parsed({ path, text }: SourceText): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
}

/** Every node of a tree, the root first. */
export function* nodes(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of childrenOf(node)) yield* nodes(child);
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  return children;
}

/** What a source imports, read from its syntax tree: a comment or a string that looks like an import is none. */
export function importsOf(source: SourceText): readonly Import[] {
  return [...nodes(parsed(source))].flatMap((node) => {
    const found = importAt(node);
    if (found === null) return [];
    const { specifier, ...how } = found;
    return [{ from: source.path, ...how, ...target(source.path, specifier) }];
  });
}

interface Found {
  readonly specifier: ts.Node | undefined;
  readonly typesOnly: boolean;
  readonly dynamic: boolean;
}

function importAt(node: ts.Node): Found | null {
  if (ts.isImportDeclaration(node)) {
    const typesOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return { specifier: node.moduleSpecifier, typesOnly, dynamic: false };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return { specifier: node.moduleSpecifier, typesOnly: node.isTypeOnly, dynamic: false };
  }
  if (ts.isImportTypeNode(node)) {
    const specifier = ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
    return { specifier, typesOnly: true, dynamic: false };
  }
  if (!ts.isCallExpression(node)) return null;
  const imports = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const requires = isRequire(node.expression) || isResolve(node.expression);
  return imports || requires ? { specifier: node.arguments[0], typesOnly: false, dynamic: true } : null;
}

const isRequire = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === 'require';

/** `require.resolve('package/file')`: what is read of a package is used of it. */
const isResolve = (node: ts.Node): boolean =>
  ts.isPropertyAccessExpression(node) && node.name.text === 'resolve' && isRequire(node.expression);

function target(from: string, specifier: ts.Node | undefined): Pick<Import, 'to' | 'own'> {
  if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return { to: null, own: false };
  const own = specifier.text.startsWith('.');
  return {
    to: own ? posix.join(posix.dirname(from), specifier.text).replace(/\.js$/, '.ts') : specifier.text,
    own,
  };
}

/** The package that a bare import names; null for a built-in of Node. */
export function packageOf(specifier: string): string | null {
  if (specifier.startsWith('node:')) return null;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
