import type { Context } from '../context.js';
import type { Span } from '../domain/watch/look.js';
import { Failure } from '../errors.js';
import type { WatchStores } from '../tools/watch/show-watched.js';
import { readWhen } from './video-question.js';

/** What is kept of the channels that are watched. */
export async function watchStores(context: Context): Promise<WatchStores> {
  return { looks: await context.videoLooks(), followed: await context.trackedChannels() };
}

/** The span of looks that flags name. @throws Failure `usage` */
export async function readSpan(
  context: Context,
  flags: { readonly since: string | null; readonly until: string | null },
): Promise<Span> {
  const since = await readWhen(context, '--since', flags.since);
  const until = await readWhen(context, '--until', flags.until);
  if (since !== null && until !== null && since.start >= until.end) {
    throw new Failure('usage', '--since is after --until', 'swap them, or leave one out');
  }
  return { since: since?.start ?? null, until: until?.end ?? null };
}
