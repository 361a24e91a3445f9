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
      // Neither the address nor the text: the one is a person's, the other holds a link that signs in.
      log.error({ reason: error instanceof Error ? error.message : 'unknown' }, 'a letter could not be sent');
    }
  };
  return { post: (letter) => void send(letter) };
}
