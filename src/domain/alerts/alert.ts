import { createHash } from 'node:crypto';
import type { Format } from '../format.js';
import { isoInstant } from '../iso-instant.js';
import type { AlertMeasure, AlertRule } from './alert-rule.js';

/** A video as an alert tells of it. */
export interface AlertedVideo {
  readonly id: string;
  readonly title: string | null;
  readonly url: string | null;
  /** ISO 8601, UTC. */
  readonly publishedAt: string | null;
  readonly ageDays: number | null;
  readonly format: Format | null;
  readonly views: number | null;
  readonly z: number | null;
  readonly multiple: number | null;
  readonly smartScore: number | null;
  readonly viewsPerHour: number | null;
}

/** Whose video it is. */
export interface AlertedChannel {
  readonly id: string | null;
  readonly title: string | null;
  readonly handle: string | null;
}

/** A video that may be worth an alert. */
export interface AlertCandidate {
  readonly channel: AlertedChannel;
  readonly video: AlertedVideo;
  /** So young that the comparison with others may still change; null where there is none. */
  readonly provisional: boolean | null;
}

/** What goes out: the same JSON as a line of NDJSON, as the body of a webhook and as the input of a command. */
export interface Alert {
  readonly schemaVersion: 1;
  /** The same for the same video and rule, on every machine and at every try: by it a receiver knows a repetition. */
  readonly id: string;
  readonly type: 'video.alert';
  /** ISO 8601, UTC: when it was raised. */
  readonly timestamp: string;
  readonly data: {
    readonly rule: string;
    readonly measure: AlertMeasure;
    readonly threshold: number;
    readonly value: number;
    readonly provisional: boolean;
    readonly channel: AlertedChannel;
    readonly video: AlertedVideo;
  };
}

/** What a judging of new videos comes to. */
export interface AlertVerdict {
  readonly alerts: readonly Alert[];
  /** How many new videos were judged by at least one rule, and how many by none for want of figures. */
  readonly judged: number;
  readonly unjudged: number;
}

const FIGURE_OF: Readonly<Record<AlertMeasure, 'z' | 'multiple' | 'smartScore' | 'views' | 'viewsPerHour'>> = {
  z: 'z',
  multiple: 'multiple',
  score: 'smartScore',
  views: 'views',
  'per-hour': 'viewsPerHour',
};

/** Counted, not compared with others: what was reached stays reached. */
const COUNTED: readonly AlertMeasure[] = ['views', 'per-hour'];

/** Which of some new videos reach which of the rules. What is unknown reaches none. @param at milliseconds */
export function judgeAlerts(
  candidates: readonly AlertCandidate[],
  rules: readonly AlertRule[],
  at: number,
): AlertVerdict {
  const alerts: Alert[] = [];
  let unjudged = 0;
  for (const candidate of candidates) {
    if (rules.every(({ measure }) => candidate.video[FIGURE_OF[measure]] === null)) unjudged += 1;
    for (const rule of rules) {
      const value = candidate.video[FIGURE_OF[rule.measure]];
      if (value !== null && value >= rule.atLeast) alerts.push(alertOf(candidate, rule, value, at));
    }
  }
  return { alerts, judged: candidates.length - unjudged, unjudged };
}

function alertOf({ channel, video, provisional }: AlertCandidate, rule: AlertRule, value: number, at: number): Alert {
  const { name, measure, atLeast } = rule;
  return {
    schemaVersion: 1,
    id: alertId(video.id, name),
    type: 'video.alert',
    timestamp: isoInstant(at),
    data: {
      rule: name,
      measure,
      threshold: atLeast,
      value,
      provisional: provisional === true && !COUNTED.includes(measure),
      channel,
      video,
    },
  };
}

function alertId(videoId: string, rule: string): string {
  return `msg_${createHash('sha256').update(`${videoId}\n${rule}`).digest('hex').slice(0, 32)}`;
}
