import type { GrowthBasis } from '../domain/robust/growth-curve.js';

/** Says that the growth is that of own snapshots, and of how many videos; empty where it is the published one. */
export function growthWords({ long, short }: GrowthBasis): string {
  const own = [
    ...(long.basis === 'own' ? [`long ${long.pairs} pairs`] : []),
    ...(short.basis === 'own' ? [`Shorts ${short.pairs} pairs`] : []),
  ];
  return own.length === 0 ? '' : `growth of your own snapshots (${own.join(', ')})`;
}
