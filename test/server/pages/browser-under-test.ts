import type { Account } from '../../../src/server/database/tables.js';
import type { Answer } from '../server-under-test.js';
import { PASSWORD, PUBLIC_URL, type ServerUnderTest } from '../server-under-test.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** A browser as a server sees it: it keeps one cookie, and says where its forms come from. */
export class BrowserUnderTest {
  cookie: string | null = null;

  constructor(readonly server: ServerUnderTest) {}

  get(path: string): Promise<Answer<string>> {
    return this.keeping(this.server.call<string>('GET', path, { headers: this.headers({}) }));
  }

  /** Sends a form of the page. @param other headers that differ from those of the page's own forms */
  send(path: string, fields: Readonly<Record<string, string>>, other: Record<string, string> = {}) {
    return this.keeping(
      this.server.call<string>('POST', path, {
        body: new URLSearchParams(fields).toString(),
        headers: this.headers({
          'content-type': 'application/x-www-form-urlencoded',
          origin: PUBLIC_URL,
          'sec-fetch-site': 'same-origin',
          ...other,
        }),
      }),
    );
  }

  /** Registers, and signs in on the page. */
  async signedIn(email: string, role: Account['role'] = 'user'): Promise<{ id: string; token: string }> {
    const made = await this.server.signedIn(email, role);
    const answer = await this.send('/sign-in', { email, password: PASSWORD, next: '/' });
    if (answer.status !== 303) throw new Error(`the browser was not signed in: ${String(answer.status)}`);
    return made;
  }

  private headers(more: Readonly<Record<string, string>>): Record<string, string> {
    const cookie = this.cookie === null ? {} : { cookie: this.cookie };
    return { accept: 'text/html,*/*;q=0.8', 'user-agent': FIREFOX, ...cookie, ...more };
  }

  private async keeping(answer: Promise<Answer<string>>): Promise<Answer<string>> {
    const got = await answer;
    const set = got.headers.get('set-cookie');
    if (set !== null) {
      const [pair = ''] = set.split(';');
      this.cookie = set.includes('Max-Age=0') ? null : pair;
    }
    return got;
  }
}
