import type { Chart } from '../../domain/charts/chart.js';
import type { Paint } from '../colour.js';
import type { Drawing } from './drawing.js';
import { drawScores } from './scores.js';
import type { Signs } from './signs.js';
import { drawUploads } from './uploads.js';
import { drawViews } from './views.js';

/** Narrower than this a picture shows nothing. */
const NARROWEST = 40;

/** A picture as painted lines, none wider than `width`; none at all on fewer than 40 columns. */
export function chartLines(
  chart: Chart,
  { width, paint, signs }: { width: number; paint: Paint; signs: Signs },
): string[] {
  if (width < NARROWEST) return [];
  return drawn(chart, width, signs).map((line) => line.map(({ text, tone }) => paint(text, tone)).join(''));
}

function drawn(chart: Chart, width: number, signs: Signs): Drawing {
  switch (chart.form) {
    case 'views':
      return drawViews(chart, width, signs);
    case 'scores':
      return drawScores(chart, width, signs);
    case 'uploads':
      return drawUploads(chart, width, signs);
  }
}
