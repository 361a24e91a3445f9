import ts from 'typescript';
import { parsed } from './import-statements.js';
import type { SourceText } from './source-files.js';

/** The same run of tokens in two places. */
export interface Clone {
  /** `path:first line` of each place. */
  readonly places: readonly [string, string];
  readonly tokens: number;
}

interface Token {
  readonly text: string;
  readonly line: number;
}

interface Place {
  readonly path: string;
  readonly at: number;
}

/**
 * Every run of at least `fewest` tokens that stands twice in the sources. Layout and comments do not count, names do:
 * what is called otherwise may mean something else. Imports are left out, since files of one layer import alike.
 */
export function clones(sources: readonly SourceText[], fewest: number): readonly Clone[] {
  const files = new Map(sources.map((source) => [source.path, tokensOf(source)]));
  const seen = new Map<string, Place>();
  const found: Clone[] = [];
  for (const [path, tokens] of files) {
    for (let at = 0; at + fewest <= tokens.length;) {
      const key = windowAt(tokens, at, fewest);
      const first = seen.get(key);
      // Overlapping itself, a table of like rows is no copy.
      const apart = first !== undefined && (first.path !== path || first.at + fewest <= at);
      if (!apart) {
        if (first === undefined) seen.set(key, { path, at });
        at += 1;
        continue;
      }
      const length = commonLength(files.get(first.path) ?? [], first.at, tokens, at);
      found.push({ places: [placeWords(files, first), placeWords(files, { path, at })], tokens: length });
      at += length;
    }
  }
  return found;
}

function tokensOf(source: SourceText): readonly Token[] {
  const file = parsed(source);
  const tokens: Token[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    const children = node.getChildren(file).filter((child) => !ts.isJSDoc(child));
    for (const child of children) visit(child);
    const text = children.length === 0 ? node.getText(file) : '';
    if (text !== '') tokens.push({ text, line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1 });
  };
  visit(file);
  return tokens;
}

function windowAt(tokens: readonly Token[], at: number, length: number): string {
  return tokens
    .slice(at, at + length)
    .map(({ text }) => text)
    .join('\n');
}

function commonLength(a: readonly Token[], fromA: number, b: readonly Token[], fromB: number): number {
  let length = 0;
  while (b[fromB + length] !== undefined && a[fromA + length]?.text === b[fromB + length]?.text) length += 1;
  return length;
}

function placeWords(files: ReadonlyMap<string, readonly Token[]>, { path, at }: Place): string {
  return `${path}:${files.get(path)?.[at]?.line ?? 0}`;
}
