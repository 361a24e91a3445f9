import type { Outcome } from '../command.js';
import type { Context } from '../context.js';
import type { Alert } from '../domain/alerts/alert.js';
import { finish } from '../domain/steps.js';
import { showChannel } from '../domain/watch/show-channel.js';
import { Failure } from '../errors.js';
import { formatByEnding, type FlagValues, type OUTPUT_FLAGS } from '../flags.js';
import type { VideoLooks } from '../providers/ports/video-looks.js';
import { alertCandidates } from '../tools/alerts/alert-candidates.js';
import { Alerting, type AlertsResult, type TrackRunResult } from '../tools/alerts/alerting.js';
import type { LookedAt, WatchResult } from '../tools/watch/run-watch.js';
import { checkAlertFlags, type AlertFlags } from './alert-flags.js';
import { plural } from './headline.js';

/** The looks of so many milliseconds tell views an hour; older ones tell nothing of now. */
const SPEED_OF_MS = 3 * 86_400_000;

/**
 * What raises the alerts of a run; null when none are wanted.
 * @throws Failure `usage`, `key` for what could not be delivered anyway, before anything is spent
 */
export async function startAlerting(
  context: Context,
  flags: AlertFlags & FlagValues<typeof OUTPUT_FLAGS>,
): Promise<Alerting | null> {
  checkAlertFlags(flags);
  const { alert: rules, webhook, exec, execArg: execArgs, allowPrivate } = flags;
  if (rules.length === 0) return null;
  if (webhook === null && exec === null) checkShown(context, flags);
  const desk = await context.alertDesk({ webhook, exec, execArgs, allowPrivate });
  return new Alerting({ ...desk, rules, now: context.now });
}

/** Judges the new videos of each look. @param looks before the run, whose channels know when they were first looked at */
export function judgingOf(alerting: Alerting, looks: VideoLooks): (look: LookedAt) => void {
  const firstAt = new Map(looks.channels().map((channel) => [channel.name, channel.firstAt]));
  return ({ channel, at }) => {
    const { id } = channel.channel;
    const first = firstAt.get(id ?? '');
    if (id === null || first === undefined) return;
    let speeds: ReadonlyMap<string | null, number | null> | null = null;
    const perHour = (videoId: string): number | null => {
      speeds ??= speedsOf(looks, id, at);
      return speeds.get(videoId) ?? null;
    };
    alerting.raise(finish(alertCandidates({ channel, at, firstAt: first, perHour })));
  };
}

function speedsOf(looks: VideoLooks, name: string, at: number): ReadonlyMap<string | null, number | null> {
  const span = { since: at - SPEED_OF_MS, until: null };
  const { videos } = showChannel(
    looks.videos(name),
    looks.looks(name, span, () => undefined),
  );
  return new Map(videos.map(({ id, viewsPerHour }) => [id, viewsPerHour]));
}

/**
 * Delivers the alerts of a run, and ends it: where nothing else carries them they are the output, a line of JSON each.
 * @param summary the run in one line
 */
export async function endWithAlerts(
  context: Context,
  alerting: Alerting,
  {
    run,
    verdict,
    summary,
    flags,
  }: {
    readonly run: WatchResult;
    readonly verdict: Failure | null;
    readonly summary: string;
    readonly flags: FlagValues<typeof OUTPUT_FLAGS>;
  },
): Promise<Outcome<TrackRunResult | Alert>> {
  const { result, printed } = await alerting.tell();
  const asLines = alerting.isPrinted && flags.fields === null && formatWith(context, flags) === 'ndjson';
  if (asLines) context.note(summary);
  noteOf(context, result);
  const undelivered = failedDeliveries(result);
  if (verdict !== null && undelivered !== null) context.note(undelivered.message);
  const wrong = verdict ?? undelivered;
  return {
    ...(asLines
      ? { results: result.alerts, several: true, format: 'ndjson' as const }
      : { results: [{ ...run, alerts: result }], several: false }),
    afterwards: async () => {
      // Files are closed before results are printed.
      const { book } = await context.alertDesk({ webhook: null, exec: null, execArgs: [], allowPrivate: false });
      printed(book);
    },
    ...(wrong === null ? {} : { verdict: wrong }),
  };
}

/** How a run is printed whose output carries its alerts: as lines of JSON, unless somebody names what the whole run has to be. */
function formatWith(context: Context, { json, format, output, fields }: FlagValues<typeof OUTPUT_FLAGS>): string {
  const file = output === '-' ? null : output;
  const named = json ? 'json' : (format ?? formatByEnding(file));
  return named ?? (file === null && fields === null ? 'ndjson' : (context.setting('format') ?? 'table'));
}

/** An alert comes once, ever, so what prints nothing but rows of channels would lose it. @throws Failure `usage` */
function checkShown(context: Context, flags: FlagValues<typeof OUTPUT_FLAGS>): void {
  const format = formatWith(context, flags);
  if (['json', 'ndjson'].includes(format) || (format === 'table' && flags.fields === null)) return;
  const what = format === 'table' ? '--fields' : format;
  throw new Failure('usage', `${what} shows channels, and no alerts`, 'leave it out, or take --json, or --webhook');
}

function noteOf(context: Context, { rules, judged, unjudged, givenUp }: AlertsResult): void {
  if (unjudged > 0) {
    const all = plural(judged + unjudged, 'new video');
    context.note(
      `${unjudged} of ${all} could not be judged by ${rules.join(', ')}: too young, or too little to compare`,
    );
  }
  if (givenUp > 0)
    context.note(`${plural(givenUp, 'alert')} did not arrive within three days, and will not be tried again`);
}

/** @returns null when all arrived */
function failedDeliveries({ deliveries }: AlertsResult): Failure | null {
  const failed = deliveries.filter(({ error }) => error !== null);
  const [first] = failed;
  if (first?.error == null) return null;
  const { message, hint } = first.error;
  const waiting = deliveries.reduce((sum, each) => sum + each.waiting, 0);
  const arrived = deliveries.some(({ delivered }) => delivered > 0);
  return new Failure(
    arrived ? 'partial' : 'provider',
    `${message.replace(/\.$/, '')}; ${plural(waiting, 'alert')} ${waiting === 1 ? 'waits' : 'wait'} for the next run`,
    hint,
  );
}

/** What a line about a run says of its alerts; null for nothing. */
export function alertWords(alerts: AlertsResult | null): string | null {
  if (alerts === null) return null;
  const { deliveries } = alerts;
  const delivered = deliveries.reduce((sum, each) => sum + each.delivered, 0);
  if (deliveries.length === 0) return plural(alerts.alerts.length, 'alert');
  return `${plural(delivered, 'alert')} delivered`;
}

/** An alert as a person reads it. */
export function alertLine({ data: { rule, value, provisional, channel, video } }: Alert): string {
  const name = channel.title ?? channel.handle ?? channel.id ?? 'a channel';
  const sure = provisional ? ', may still change' : '';
  return `  ${rule}: ${Number(value.toPrecision(3))}${sure} · ${name} · ${video.title ?? video.id} · ${video.url ?? ''}`;
}
