import type { Letter } from './mailer.js';

/** To an address that is to have an account. @param link good once, for twenty minutes @param site where people reach the server */
export function confirmAccountLetter(to: string, link: string, site: string): Letter {
  return letter(to, 'Your insight account', [
    `Somebody, probably you, registered this address at ${site}. Confirm it and choose the password here within 20 minutes:`,
    link,
    'If it was not you, do nothing: then there is no account.',
  ]);
}

/** To an address that has an account already, when somebody registers it again. */
export function knownAddressLetter(to: string, site: string): Letter {
  return letter(to, 'You have an insight account already', [
    `Somebody, probably you, wanted to register this address at ${site}. It has an account already.`,
    'Sign in with the password that you have, or ask for a new one. If it was not you, nothing has changed.',
  ]);
}

/** To somebody who asked for a new password. @param link good once, for twenty minutes */
export function resetLetter(to: string, link: string, site: string): Letter {
  return letter(to, 'A new password for insight', [
    `Somebody, probably you, asked for a new password at ${site}. Set one here within 20 minutes:`,
    link,
    'It ends every session. If it was not you, do nothing: nothing has changed.',
  ]);
}

/** To the new address, when an account is to change to it. @param link good once, for twenty minutes */
export function confirmAddressLetter(to: string, link: string, site: string): Letter {
  return letter(to, 'Confirm your new address for insight', [
    `An account at ${site} is to have this address. Confirm it here within 20 minutes:`,
    link,
    'If it was not you, do nothing: nothing has changed.',
  ]);
}

/** To the address that an account had before. */
export function changedAddressLetter(to: string, site: string): Letter {
  return letter(to, 'Your insight account has another address', [
    `Your account at ${site} has another address from now on.`,
    'If it was not you, tell whoever runs this server.',
  ]);
}

/** To the owner, after the password was changed. */
export function changedPasswordLetter(to: string, site: string): Letter {
  return letter(to, 'Your insight password was changed', [
    `The password of your account at ${site} was changed, and every other session ended.`,
    'If it was not you, ask for a new password there.',
  ]);
}

/** To the owner, when a token of one of the sessions came a second time: somebody has a copy. @param label of the session */
export function stolenSessionLetter(to: string, label: string, site: string): Letter {
  return letter(to, 'A session of your insight account was ended', [
    `The session "${label}" at ${site} was used from two places with the same token, so it was ended: sign in again there.`,
    'If you did not copy the sign-in of that machine elsewhere, somebody else did: set a new password.',
  ]);
}

function letter(to: string, subject: string, paragraphs: readonly string[]): Letter {
  return { to, subject, text: `${paragraphs.join('\n\n')}\n` };
}
