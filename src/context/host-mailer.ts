import { Failure } from '../errors.js';
import type { Log } from '../server/log.js';
import type { Mailer } from '../server/mail/mailer.js';
import type { HostParts } from './host-parts.js';

/** What sends the server's letters; null where nobody said how. @throws Failure `usage` for half a setting */
export async function hostMailer({ setting }: Pick<HostParts, 'setting'>, log: Log): Promise<Mailer | null> {
  const [url, from] = [setting('smtpUrl'), setting('mailFrom')];
  if (url === null) return null;
  if (from === null) {
    throw new Failure(
      'usage',
      'INSIGHT_SMTP_URL is set, but not from whom letters come',
      'set INSIGHT_MAIL_FROM to an address that the mail server takes',
    );
  }
  const { openMailer } = await import('../server/mail/open-mailer.js');
  return openMailer({ url, from, log });
}
