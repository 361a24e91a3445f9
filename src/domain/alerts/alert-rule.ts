import { nearest } from '../did-you-mean.js';

/** What an alert can go by, and what each is. */
export const ALERT_MEASURES = {
  z: 'how many usual spreads above the usual (as insight outliers --method robust tells it)',
  multiple: 'how many times the usual views, at the same age',
  score: 'the SmartScore, from 0 to 1',
  views: 'views so far',
  'per-hour': 'views an hour between the last two looks',
} as const;

export type AlertMeasure = keyof typeof ALERT_MEASURES;

/** What a video has to reach. */
export interface AlertRule {
  /** The one way to write it: `z=2.5`, also for `z=2.50`. An alert is raised once for each. */
  readonly name: string;
  readonly measure: AlertMeasure;
  readonly atLeast: number;
}

/** What is wrong with a rule, and what would be right. */
export interface RuleProblem {
  readonly wrong: string;
  readonly hint: string;
}

const MEASURES = Object.keys(ALERT_MEASURES) as AlertMeasure[];
const EXAMPLE = 'for example z=2.5, multiple=3, score=0.8, views=100000 or per-hour=500';

/** Reads a rule such as `z=2.5`. */
export function readAlertRule(text: string): AlertRule | RuleProblem {
  const [, word = '', number = ''] = /^\s*([^=\s]*)\s*=\s*(.*?)\s*$/.exec(text) ?? [];
  if (word === '') return { wrong: `takes a measure and a number, not "${text}"`, hint: EXAMPLE };
  const measure = MEASURES.find((name) => name === word.toLowerCase());
  if (measure === undefined) {
    const meant = nearest(word, MEASURES);
    const hint = meant === null ? `it knows ${MEASURES.join(', ')}` : `did you mean ${meant}=${number}?`;
    return { wrong: `does not know the measure "${word}"`, hint };
  }
  const atLeast = /^\d{1,15}(?:\.\d{1,9})?$/.test(number) ? Number(number) : 0;
  if (atLeast <= 0) return { wrong: `takes a number above 0 after ${measure}=, not "${number}"`, hint: EXAMPLE };
  if (measure === 'score' && atLeast > 1) {
    return { wrong: `takes at most 1 after score=, not "${number}"`, hint: 'for example score=0.8' };
  }
  return { name: `${measure}=${atLeast}`, measure, atLeast };
}
