import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { hostMailer } from '../../src/context/host-mailer.js';
import { openMailer } from '../../src/server/mail/open-mailer.js';

/** Enough of SMTP (RFC 5321) to take one letter. */
async function smtpServer(answerToSender: string) {
  const heard: string[] = [];
  const server = createServer((socket) => {
    let inLetter = false;
    socket.write('220 test\r\n');
    socket.setEncoding('utf8').on('data', (text) => {
      for (const line of text.toString().split('\r\n').slice(0, -1)) {
        heard.push(line);
        if (inLetter && line !== '.') continue;
        inLetter = line === 'DATA';
        if (line.startsWith('MAIL')) socket.write(`${answerToSender}\r\n`);
        else socket.write(inLetter ? '354 go on\r\n' : '250 fine\r\n');
        if (line === '.') server.emit('taken');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, heard, url: `smtp://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
}

const LETTER = {
  to: 'ada@example.org',
  subject: 'A new password',
  text: 'https://insight.test/reset?token=isl_secret\n',
};

describe('the mailer', () => {
  it('takes a letter to the mail server', async () => {
    const { server, heard, url } = await smtpServer('250 fine');
    const mailer = await openMailer({ url, from: 'insight@example.org', log: logInto([]) });
    const taken = once(server, 'taken');
    mailer.post(LETTER);
    await taken;
    server.close();
    expect(heard).toContain('RCPT TO:<ada@example.org>');
    expect(heard).toContain('From: insight@example.org');
    expect(heard).toContain('Subject: A new password');
    expect(heard.join('\n')).toContain('isl_secret');
  });

  it('tells the log of one that was refused, without its text or to whom', async () => {
    const { server, url } = await smtpServer('550 5.7.1 <ada@example.org> is not welcome');
    const lines: object[] = [];
    const told = new Promise<void>((resolve) => {
      void openMailer({ url, from: 'insight@example.org', log: logInto(lines, resolve) }).then((mailer) => {
        mailer.post(LETTER);
      });
    });
    await told;
    server.close();
    expect(lines).toEqual([{ message: 'a letter could not be sent', code: 'EENVELOPE', responseCode: 550 }]);
  });

  it('wants to know from whom letters come', async () => {
    const setting = (name: string) => (name === 'smtpUrl' ? 'smtp://127.0.0.1' : null);
    await expect(hostMailer({ setting }, logInto([]))).rejects.toMatchObject({ kind: 'usage' });
    expect(await hostMailer({ setting: () => null }, logInto([]))).toBeNull();
  });
});

function logInto(lines: object[], told: () => void = () => undefined) {
  const say = (fields: object, message: string) => {
    lines.push({ message, ...fields });
    told();
  };
  return { info: say, warn: say, error: say };
}
