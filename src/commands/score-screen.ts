import type { ViewOptions } from '../command.js';
import { defaultColumns, type Block, type Column } from '../domain/screen.js';

/** A part of any score. */
export interface ScoredPart {
  readonly name: string;
  readonly points: number | null;
  readonly of: number;
  readonly why: string;
  readonly advice: string | null;
}

/** The columns that the parts of every score have, and those of one kind. */
export function partColumns(own: readonly Column[]): readonly Column[] {
  return [
    { field: 'name', header: 'PART', figure: 'text', describe: 'which part' },
    { field: 'points', header: 'POINTS', figure: 'count', describe: 'what it gets; null when it cannot be told' },
    { field: 'of', header: 'OF', figure: 'count', describe: 'what it may get; of all known parts together 100' },
    { field: 'why', header: 'FOUND', figure: 'title', describe: 'what was found' },
    { field: 'advice', figure: 'text', describe: 'what would make it better; null when nothing would' },
    ...own,
  ];
}

/** The head of a score's screen and the table of what is known of its parts. */
export function scoreBlocks(
  what: string,
  {
    score,
    weakest,
    parts,
  }: { readonly score: number; readonly weakest: string | null; readonly parts: readonly ScoredPart[] },
  view: ViewOptions,
  columns: readonly Column[],
): Block[] {
  const judgement = weakest === null ? ': nothing to advise.' : `; the weakest part is ${weakest}.`;
  const rows = view.all ? parts : parts.filter(({ points }) => points !== null);
  return [
    {
      kind: 'lines',
      lines: [
        { text: what, tone: 'muted' },
        { text: `Score ${Math.round(score)} of 100${judgement}`, tone: 'strong' },
        '',
      ],
    },
    {
      kind: 'table',
      columns: view.columns ?? defaultColumns(columns),
      sections: [{ rows: rows.slice(0, view.top ?? Infinity) }],
    },
  ];
}

/** What to do, the advice that brings most first, named by its part. */
export function adviceLines(parts: readonly ScoredPart[]): string[] {
  const lost = ({ of, points }: ScoredPart): number => of - (points ?? of);
  return parts
    .filter(({ advice }) => advice !== null)
    .sort((a, b) => lost(b) - lost(a))
    .map(({ name, advice }) => `${name}: ${advice ?? ''}.`);
}
