import type { ViewOptions } from '../command.js';
import type { Concept } from '../domain/concepts/concept.js';
import { decimal, day } from '../domain/figures.js';
import { type Column, type Line, type Screen } from '../domain/screen.js';
import type { SeoScore } from '../domain/seo/seo-score.js';
import type { ConceptsResult, KeptConcepts } from '../tools/concepts/make-concepts.js';
import { closingLines, WHY } from './closing-lines.js';
import { plural, sourceWords } from './headline.js';

export const CONCEPT_COLUMNS: readonly Column[] = [
  { field: 'title', header: 'TITLE', figure: 'title', describe: 'the title, at most 100 characters' },
  { field: 'seo.score', header: 'SEO', figure: 'count', describe: '0 to 100, by the rules of this program' },
  { field: 'source', header: 'FROM', figure: 'text', describe: 'ai, or template for a structure of this program' },
  { field: 'thumbnailIdea', figure: 'text', describe: 'what the picture may show' },
  { field: 'description.hook', figure: 'text', describe: 'what keeps the first reader' },
  { field: 'description.main', figure: 'text', describe: 'what the video holds' },
  { field: 'description.cta', figure: 'text', describe: 'what the viewer may do next' },
  { field: 'tags', figure: 'text', describe: '5 to 15 tags, at most 500 characters together' },
  { field: 'seo.weakest', figure: 'text', describe: 'the part of the score that could gain most' },
  { field: 'seo.rescaled', figure: 'flag', describe: 'whether a part was unknown, so that the others weigh more' },
  { field: 'seo.parts', figure: 'text', describe: 'every part of the score: points, of how many, why, advice' },
];

/** The screen of the concepts for one topic: what they go by, and each in full. */
export function conceptsScreen(result: KeptConcepts, { columns, timeZone }: ViewOptions): Screen {
  const { concepts, historyId, topic } = result;
  const head: Line[] = [
    { text: lookedAt(result, timeZone), tone: 'muted' },
    { text: verdict(result), tone: 'strong' },
    '',
  ];
  if (columns !== null) {
    return [
      { kind: 'lines', lines: head },
      {
        kind: 'table',
        columns,
        sections: [{ rows: concepts }],
      },
    ];
  }
  const quoted = topic.includes(' ') ? `"${topic}"` : topic;
  const kept = historyId === null ? [] : [`Kept: insight history show ${historyId}`];
  return [
    {
      kind: 'lines',
      lines: [
        ...head,
        ...concepts.flatMap((concept, index) => [...conceptLines(concept, index + 1, result.source.kind), '']),
        ...closingLines([...kept, WHY, `Next: insight keywords ${quoted}`], ' · '),
      ],
    },
  ];
}

function conceptLines(
  { title, description, tags, thumbnailIdea, seo, source }: Concept,
  at: number,
  kind: string,
): Line[] {
  const from = kind === 'mixed' ? (source === 'ai' ? ' (ai)' : ' (template)') : '';
  const weakest = seo.parts.find(({ name }) => name === seo.weakest);
  return [
    { text: `${at}. ${title}${from}`, tone: 'strong' },
    { text: `   SEO ${decimal(seo.score, 0)} of 100: ${partWords(seo)}`, tone: 'muted' },
    ...(weakest?.advice == null ? [] : [{ text: `   Better: ${weakest.advice}`, tone: 'muted' as const }]),
    `   ${description.hook}`,
    `   ${description.main}`,
    `   ${description.cta}`,
    `   Picture: ${thumbnailIdea}`,
    `   Tags: ${tags.join(', ')}`,
  ];
}

function partWords({ parts }: SeoScore): string {
  return parts
    .flatMap(({ name, points, of }) =>
      points === null ? [] : [`${words(name)} ${decimal(points, 0)}/${decimal(of, 0)}`],
    )
    .join(', ');
}

/** `openingKeyword` as words. */
const words = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function lookedAt({ topic, language, channel, evidence, source, asOf }: ConceptsResult, timeZone: string): string {
  const name = channel === null ? null : (channel.title ?? channel.handle ?? channel.id ?? 'the file');
  return [
    topic,
    language,
    ...(name === null
      ? []
      : [`${name}: ${plural(evidence.outliers.length, 'outlier')}, ${plural(evidence.titles, 'title')}`]),
    sourceWords(source),
    day(asOf, timeZone),
  ].join(' · ');
}

function verdict({ concepts, fallback, model }: ConceptsResult): string {
  const best = Math.max(...concepts.map(({ seo }) => seo.score));
  const found = plural(concepts.length, 'concept');
  const score = `the best title scores ${decimal(best, 0)} of 100`;
  if (fallback === null) return `${found} by ${model?.model ?? 'a model'}; ${score}.`;
  return fallback.concepts === concepts.length
    ? `${found} from structures, by no model: starting points; ${score}.`
    : `${found}, ${fallback.concepts} of them from structures, the others by ${model?.model ?? 'a model'}; ${score}.`;
}
