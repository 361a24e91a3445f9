import { SLOT_HOURS, type Slot } from './schedule.js';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** A slot as people say it: Thu 18–21. */
export function slotWords({ weekday, fromHour }: Pick<Slot, 'weekday' | 'fromHour'>): string {
  return `${DAYS[weekday - 1] ?? ''} ${fromHour}–${fromHour + SLOT_HOURS}`;
}
