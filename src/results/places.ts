import type { Served } from '../context/host.js';
import type { Backup } from '../context/host-backup.js';
import type { Versioned } from '../tools/result.js';

export interface CacheFile extends Versioned {
  readonly path: string;
}

/** From when to when a server served, printed when it has stopped. */
export interface ServedTime extends Versioned, Omit<Served, 'stop'> {
  readonly stoppedAt: string;
}

export interface DatabaseCopy extends Versioned, Backup {}
