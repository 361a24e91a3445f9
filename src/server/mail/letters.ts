import type { Letter } from './mailer.js';

/** To a new account. @param site where people reach the server */
export function welcomeLetter(to: string, site: string): Letter {
  return letter(to, 'Your insight account', [
    `There is now an account of insight at ${site} with this address.`,
    'If it was not you who asked for it, ask for a new password there: then only you can sign in.',
  ]);
}

/** To an address that has an account already, when somebody registers it again. */
export function knownAddressLetter(to: string, site: string): Letter {
  return letter(to, 'You have an insight account already', [
    `Somebody, probably you, wanted to register this address at ${site}. It has an account already.`,
    'Sign in with the password that you have, or ask for a new one. If it was not you, nothing has changed.',
  ]);
}

function letter(to: string, subject: string, paragraphs: readonly string[]): Letter {
  return { to, subject, text: `${paragraphs.join('\n\n')}\n` };
}
