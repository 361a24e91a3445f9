/** What a page says after something was done. Addresses name them, so that nobody can put words into the page. */
const NOTICES: Readonly<Record<string, string>> = {
  'signed-out': 'You are signed out.',
  'session-ended': 'The session has ended.',
  'sessions-ended': 'All other sessions have ended.',
};

/** @param name as the address has it */
export function noticeOf(name: string | undefined): string | null {
  return name !== undefined && Object.hasOwn(NOTICES, name) ? (NOTICES[name] ?? null) : null;
}
