import { html } from 'hono/html';
import { outline } from '../../domain/outline.js';
import { barRows, type BarRow } from './bar-rows.js';
import type { Markup } from './markup.js';

/** Of a long list as many as one looks at; all of it stands in the text below. */
const MOST_ROWS = 12;
const MOST_LINES = 2_000;

type Json = Readonly<Record<string, unknown>>;

/**
 * A result as people look at it: what stands out as bars, concepts as they would be read, and everything as text. Programs
 * wrote it, of other versions too: what is not as expected is in the text alone.
 */
export function resultView(result: unknown): Markup {
  const several = Array.isArray(result) ? result.filter(isRecord) : isRecord(result) ? [result] : [];
  const lines = outline(result);
  return html`${several.map((one) => oneResult(one))}
    <details>
      <summary>Everything, as text</summary>
      <pre><code>${lines.slice(0, MOST_LINES).join('\n')}</code></pre>
      ${lines.length > MOST_LINES ? html`<p class="small">The first ${MOST_LINES} of ${lines.length} lines.</p>` : ''}
    </details>`;
}

function oneResult(result: Json): Markup {
  const { channel } = result;
  const title = isRecord(channel) ? textOf(channel.title) : null;
  return html`${title === null ? '' : html`<p class="small">Channel: <strong>${title}</strong></p>`} ${scores(result)}
  ${barRows(
    'Times the typical views',
    rowsOf(result.videos, 'title', 'multiple', (value) => `${value.toFixed(1)}×`),
  )}
  ${barRows(
    'Videos with the hashtag',
    rowsOf(result.hashtags, 'tag', 'videos', (value) => value.toLocaleString('en-GB')),
  )}
  ${barRows(
    'Opportunity, of 100',
    rowsOf(result.keywords, 'keyword', 'opportunity', (value) => value.toFixed(0)),
  )}
  ${listOf(result.concepts).map((concept) => conceptCard(concept))}`;
}

/** A score with its named parts, and a streak with its lengths. */
function scores({ score, algorithmScore, streak }: Json): Markup {
  const lengths = isRecord(streak) ? streak : {};
  const all = [
    ['Score', score],
    ['Algorithm score', algorithmScore],
    ['Streak now', lengths.current],
    ['Longest streak', lengths.longest],
  ] as const;
  const known = all.flatMap(([name, value]) => (typeof value === 'number' ? [{ name, value }] : []));
  if (known.length === 0) return html``;
  return html`<dl class="figures">
    ${known.map(
      ({ name, value }) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${Math.round(value)}</dd>
        </div>`,
    )}
  </dl>`;
}

function conceptCard({ title, description, tags, thumbnailIdea, seo }: Json): Markup {
  const { hook, main, cta } = isRecord(description) ? description : {};
  const score = isRecord(seo) && typeof seo.score === 'number' ? seo.score : null;
  const words = Array.isArray(tags) ? tags.flatMap((tag) => textOf(tag) ?? []) : [];
  return html`<article class="concept">
    <h3>
      ${textOf(title) ?? 'Without a title'}
      ${score === null ? '' : html`<span class="tag">title score ${Math.round(score)}</span>`}
    </h3>
    ${[hook, main, cta].flatMap((part) => textOf(part) ?? []).map((part) => html`<p>${part}</p>`)}
    ${textOf(thumbnailIdea) === null ? '' : html`<p><strong>Thumbnail:</strong> ${textOf(thumbnailIdea)}</p>`}
    ${words.length === 0 ? '' : html`<p class="small">${words.join(' · ')}</p>`}
  </article>`;
}

/** The largest first. */
function rowsOf(list: unknown, label: string, value: string, shown: (value: number) => string): readonly BarRow[] {
  const rows = listOf(list).flatMap((each) => {
    const [name, figure] = [textOf(each[label]), each[value]];
    return name === null || typeof figure !== 'number' ? [] : [{ label: name, value: figure, shown: shown(figure) }];
  });
  return rows.sort((a, b) => b.value - a.value).slice(0, MOST_ROWS);
}

function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
