import type { Log } from '../log.js';
import type { Letter, Mailer } from './mailer.js';

export interface MailSettings {
  /** `smtps://user:password@host`, or `smtp://…`, which goes over to TLS where the host offers it. */
  readonly url: string;
  readonly from: string;
  readonly log: Log;
}

/** Sends letters by SMTP, a few at a time. @throws what the library says of an address that is none */
export async function openMailer({ url, from, log }: MailSettings): Promise<Mailer> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(url, { from });
  const send = async (letter: Letter): Promise<void> => {
    try {
      await transport.sendMail({ ...letter, headers: { 'auto-submitted': 'auto-generated' } });
    } catch (error) {
      // Neither the address, which mail servers repeat in what they say, nor the text, which may hold a link that signs in.
      log.error(codesOf(error), 'a letter could not be sent');
    }
  };
  return { post: (letter) => void send(letter) };
}

/** Why, in the words of the library (`EAUTH`) and in the number of the mail server (`550`): nobody's address. */
function codesOf(error: unknown): Readonly<Record<string, string | number>> {
  if (!(error instanceof Error)) return {};
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const number = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null;
  return { ...code, ...(number !== null && { responseCode: number }) };
}
