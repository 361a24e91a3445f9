import type { Check } from '../domain/doctor/check.js';
import type { Versioned } from '../tools/result.js';

export interface DoctorReport extends Versioned {
  /** When it was looked at, ISO 8601 UTC. */
  readonly asOf: string;
  /** How many checks found something that cannot be done as things are. */
  readonly problems: number;
  readonly warnings: number;
  readonly checks: readonly Check[];
}
