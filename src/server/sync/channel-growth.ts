import type { ItemHead } from './item-heads.js';

/** How many somebody counted of a channel at one moment. */
export interface GrowthPoint {
  /** Milliseconds. */
  readonly at: number;
  readonly count: number;
}

/** A saved channel as the page shows it. Machines wrote it: whatever is not as expected is null. */
export interface SavedChannel {
  readonly id: string;
  readonly title: string;
  readonly handle: string | null;
  /** What the points count: subscribers where there are two snapshots with them, else views. */
  readonly counted: 'subscribers' | 'views';
  /** From the oldest snapshot to the newest. */
  readonly growth: readonly GrowthPoint[];
}

/** Lays the snapshots beside the channels that they are of; `docs/sync.md` has what both hold. */
export function savedChannels(channels: readonly ItemHead[], snapshots: readonly ItemHead[]): readonly SavedChannel[] {
  const byChannel = new Map<unknown, ItemHead[]>();
  for (const snapshot of snapshots) {
    const { channel } = snapshot.body;
    const known = byChannel.get(channel);
    if (known === undefined) byChannel.set(channel, [snapshot]);
    else known.push(snapshot);
  }
  const saved = channels.map(({ id, body }): SavedChannel => {
    const own = byChannel.get(id) ?? [];
    const [subscribers, views] = [pointsOf(own, 'subscribers'), pointsOf(own, 'views')];
    const counted = subscribers.length > 1 || views.length < 2 ? 'subscribers' : 'views';
    return {
      id,
      title: textOf(body.title) ?? textOf(body.name) ?? id,
      handle: textOf(body.handle),
      counted,
      growth: counted === 'subscribers' ? subscribers : views,
    };
  });
  return saved.sort((a, b) => (a.title < b.title ? -1 : 1));
}

function pointsOf(snapshots: readonly ItemHead[], field: 'subscribers' | 'views'): readonly GrowthPoint[] {
  const points = snapshots.flatMap(({ changedAt, body }) => {
    const count = body[field];
    return isCount(count) ? [{ at: isCount(body.at) ? body.at : changedAt, count }] : [];
  });
  return points.sort((a, b) => a.at - b.at);
}

/** Also what a moment may be, in milliseconds: the calendar knows no later one than 8.64e15. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 8.64e15;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
