import { defineCommand, type Outcome, type ViewOptions } from '../command.js';
import type { Context } from '../context.js';
import type { Alert } from '../domain/alerts/alert.js';
import type { Column, Screen } from '../domain/screen.js';
import { Failure, type FailureKind } from '../errors.js';
import { choice, count, OUTPUT_FLAGS, VIDEO_FLAGS, type Flag, type FlagValues } from '../flags.js';
import type { TrackRunResult } from '../tools/alerts/alerting.js';
import { planWatch } from '../tools/watch/plan-watch.js';
import { runWatch, type WatchedNow, type WatchResult } from '../tools/watch/run-watch.js';
import { calledName } from '../tools/watch/watched-channels.js';
import { chooseSource } from '../tools/source-choice.js';
import { ALERT_FLAGS } from './alert-flags.js';
import { plural } from './headline.js';
import { alertLine, alertWords, endWithAlerts, judgingOf, startAlerting } from './track-alerts.js';

const HOUR_MS = 3_600_000;
/** A job of every day starts a little later or earlier each time. */
const USUAL_HOURS = 20;
const USUAL_LIMIT = 50;
/** Channels that are named for one reason why they failed. */
const NAMED = 8;

const UNITS: Readonly<Record<string, number>> = { m: HOUR_MS / 60, h: HOUR_MS, d: 24 * HOUR_MS };

/** A span such as 20h, as milliseconds. */
const every: Flag<number | null> = {
  describe: 'look only at channels whose last look is so long ago: 45m, 20h, 7d',
  placeholder: 'SPAN',
  absent: null,
  shownDefault: `${USUAL_HOURS}h`,
  read: (value, name) => {
    const [, digits, unit = ''] = /^(\d{1,4})([mhd])$/.exec(value.toLowerCase()) ?? [];
    const ms = Number(digits) * (UNITS[unit] ?? NaN);
    if (ms > 0) return ms;
    throw new Failure('usage', `${name} takes a span, not "${value}"`, `for example ${name} 20h, or 45m, or 7d`);
  },
};

const FLAGS = {
  every,
  limit: count('look at the N newest public videos of each channel', { short: 'n', shownDefault: String(USUAL_LIMIT) }),
  source: choice('where the videos come from', ['auto', 'api', 'feed'], { shownDefault: 'auto' }),
  tz: VIDEO_FLAGS.tz,
  ...ALERT_FLAGS,
  ...OUTPUT_FLAGS,
} as const;

const COLUMNS: readonly Column[] = [
  { field: 'title', header: 'CHANNEL', figure: 'title', describe: 'title of the channel' },
  { field: 'handle', header: 'HANDLE', figure: 'text', describe: 'handle of the channel' },
  { field: 'state', header: 'STATE', figure: 'text', describe: 'looked, failed, or elsewhere (another run took it)' },
  { field: 'videos', header: 'VIDEOS', figure: 'whole', describe: 'videos of which figures were kept' },
  { field: 'newVideos', header: 'NEW', figure: 'whole', describe: 'of them published since the look before' },
  { field: 'subscribers', header: 'SUBSCRIBERS', figure: 'count', describe: 'now; null when hidden or unknown' },
  { field: 'at', figure: 'instant', describe: 'of this look' },
  { field: 'before', figure: 'instant', describe: 'of the look before; null for the first' },
  { field: 'id', figure: 'text', describe: 'id of the channel' },
  { field: 'error', figure: 'text', describe: 'why it failed: kind, message, hint; null when it did not' },
];

export const trackRun = defineCommand({
  name: 'track run',
  summary: 'Look at every followed channel that is due, and keep the figures: for cron',
  details:
    'One line of what was done; exit 0, or 7 when channels failed; but 4 or 6 when for want of a key or of quota none was ' +
    'looked at. What was kept stays. Two runs at once share the channels, and what a killed run left is taken over after ' +
    'three minutes. From the API it costs 1 unit for 50 channels ' +
    'and 2 for every 50 videos of each, never a search; without a key it reads the feed, the newest 15. --json names the ' +
    'videos published since the look before, with scores. With --alert the output is a line of JSON for each new video ' +
    'that reaches a rule, once ever; or these go to a webhook or a program: docs/alerts.md.',
  flags: FLAGS,
  examples: [
    { words: 'track run', does: 'all that have had no look for 20 hours' },
    { words: 'track run --plan', does: 'which are due, and what they cost' },
    {
      words: 'track run --alert z=2.5 --webhook https://example.com/alerts',
      does: 'a signed webhook for each new video that stands out; for cron',
    },
    { words: 'track run --alert views=100000 --exec ./notify.sh', does: 'a program for each, with JSON on its input' },
    { words: 'track run --every 7d --limit 200 --json', does: 'once a week, more videos, the whole result' },
  ],
  rows: 'channels',
  columns: COLUMNS,
  plan: async (context, { flags }) => {
    const { kind, keys } = await sourceOf(context, flags);
    const [followed, looks] = await Promise.all([context.trackedChannels(), context.videoLooks()]);
    const channels = followed.list();
    const [now, names] = [context.now(), channels.map(({ id }) => id)];
    const due = new Set(looks.due(names, { now, since: now - everyMs(flags) }));
    return planWatch(
      kind,
      channels.filter(({ id }) => due.has(id)),
      flags.limit ?? USUAL_LIMIT,
      keys,
    );
  },
  run: async (context, { flags }): Promise<Outcome<TrackRunResult | Alert>> => {
    const { kind } = await sourceOf(context, flags);
    const alerting = await startAlerting(context, flags);
    const looks = await context.videoLooks();
    const result = await runWatch(
      {
        source: await context.videoSource({ kind }),
        looks,
        ...(alerting === null ? {} : { onLooked: judgingOf(alerting, looks) }),
        followed: await context.trackedChannels(),
        now: context.now,
        onProgress: (text) => {
          context.progress(text);
        },
        signal: context.signal,
      },
      { run: looks.runName(), everyMs: everyMs(flags), limit: flags.limit ?? USUAL_LIMIT },
    );
    const verdict = verdictOf(context, result);
    if (alerting !== null) {
      return endWithAlerts(context, alerting, { run: result, verdict, summary: summaryOf(result), flags });
    }
    return { results: [{ ...result, alerts: null }], several: false, ...(verdict === null ? {} : { verdict }) };
  },
  screen: runScreen,
});

function everyMs(flags: FlagValues<typeof FLAGS>): number {
  return flags.every ?? USUAL_HOURS * HOUR_MS;
}

/** @throws Failure `key` when the API is wanted without a key */
async function sourceOf(context: Context, flags: FlagValues<typeof FLAGS>) {
  const keys = await context.youtubeKeys();
  const setting = context.setting('source');
  const wanted = flags.source ?? (setting === 'api' || setting === 'feed' ? setting : 'auto');
  const { kind } = chooseSource({ wanted, files: 0, hasKey: keys > 0 });
  return { kind: kind === 'api' ? ('api' as const) : ('feed' as const), keys };
}

/** What went wrong, each reason once. The exit code is 7, but 4 or 6 where for want of a good key or of quota nothing was done. */
function verdictOf(context: Context, { channels, failed }: WatchResult): Failure | null {
  if (failed === 0) return null;
  const reasons = new Map<string, WatchedNow[]>();
  for (const channel of channels) {
    if (channel.error === null) continue;
    const { message } = channel.error;
    reasons.set(message, [...(reasons.get(message) ?? []), channel]);
  }
  for (const [message, of] of reasons) {
    const names = of.slice(0, NAMED).map(({ id, title, handle }) => calledName({ name: id ?? '', title, handle }));
    const more = of.length > NAMED ? ` and ${of.length - NAMED} more` : '';
    context.note(`not looked at: ${names.join(', ')}${more}. ${message}`);
  }
  const errors = channels.flatMap(({ error }) => error ?? []);
  const kinds = new Set<FailureKind>(errors.map(({ kind }) => kind));
  const [first] = errors;
  const [only] = kinds.size === 1 && failed === channels.length ? kinds : [];
  // The next run may mend the rest by itself; a key somebody has to see to, and quota is back at midnight.
  const kind = only === 'key' || only === 'quota' ? only : 'partial';
  const hint = first === undefined || kinds.size > 1 ? 'insight track run --json names each reason' : first.hint;
  return new Failure(
    kind,
    `${failed} of ${plural(channels.length, 'channel')} could not be looked at; the next run tries again`,
    hint,
  );
}

/** An alert is never shown as a screen: a run that has one has it in its result. */
function runScreen(result: TrackRunResult | Alert, { columns }: ViewOptions): Screen {
  if ('type' in result) return [];
  const { channels, alerts } = result;
  if (columns !== null) return [{ kind: 'table', columns, sections: [{ rows: channels }] }];
  const told = alertWords(alerts);
  const words = [summaryOf(result), ...(told === null ? [] : [told])].join(' · ');
  return [{ kind: 'lines', lines: [words, ...(alerts?.deliveries.length === 0 ? alerts.alerts.map(alertLine) : [])] }];
}

/** A run in one line. */
function summaryOf({ followed, due, busy, looked, failed, videos, newVideos, channels, source }: WatchResult): string {
  if (followed === 0) return 'No channel is followed yet. The first: insight track add @yourchannel';
  if (due === 0) return `${plural(followed, 'channel')} · none is due`;
  const { units, requests } = source.cost;
  const elsewhere = channels.length - looked - failed + busy;
  const parts = [
    plural(looked, 'channel'),
    plural(videos, 'video'),
    `${newVideos.length} new`,
    units > 0 ? plural(units, 'unit') : plural(requests, 'request'),
    ...(elsewhere > 0 ? [`${elsewhere} in another run`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return parts.join(' · ');
}
