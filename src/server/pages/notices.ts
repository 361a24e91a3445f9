/** What a page says after something was done. Addresses name them, so that nobody can put words into the page. */
const NOTICES: Readonly<Record<string, string>> = {
  'signed-out': 'You are signed out.',
  'session-ended': 'The session has ended.',
  'sessions-ended': 'All other sessions have ended.',
  'password-changed': 'Your password is changed, and every other session has ended.',
  'address-asked': 'Open the link that goes to the new address within 20 minutes.',
  'own-address-changed': 'Your address is changed, and every other session has ended.',
  'account-deleted': 'The account is deleted.',
  'user-suspended': 'The user is suspended, and every session has ended.',
  'user-let-in': 'The user is let in again.',
  'user-changed': 'Role and plan are as you chose, from the next request on.',
  'user-sessions-ended': 'Every session of the user has ended.',
  'token-revoked': 'The token is revoked: nothing is let in with it any more.',
  registered: 'If this address had no account, it has one now. Sign in with it.',
  'register-asked': 'A letter goes to this address. Open its link within 20 minutes, and choose the password there.',
  'account-confirmed': 'Your account works, and you are signed in.',
  'reset-asked': 'If this address has an account, a link goes to it. It is good for 20 minutes.',
  'reset-without-mail': 'This server sends no mail. Whoever runs it sees that you asked, and can give you a link.',
  'password-set': 'Your new password is set, and every other session has ended.',
  'address-changed': 'Your address is changed. Sign in with the new one.',
};

/** @param name as the address has it */
export function noticeOf(name: string | undefined): string | null {
  return name !== undefined && Object.hasOwn(NOTICES, name) ? (NOTICES[name] ?? null) : null;
}
