import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { environment, freshFolder, PROGRAM } from './run-insight.js';

export const PASSWORD = 'eleven purple elephants';

/** A real server process on loopback, with a folder of its own. */
export interface Hosted {
  readonly url: string;
  /** Where it keeps everything. */
  readonly folder: string;
  /** What it has logged. */
  readonly logged: () => string;
  /** A request as a browser's page or a script would send it. */
  call(method: string, path: string, body: object | null, token?: string): Promise<{ status: number; body: unknown }>;
  /** Registers and signs in. @returns the access token */
  register(email: string): Promise<string>;
  /** Signs in who has registered. */
  signIn(email: string): Promise<{ readonly accessToken: string; readonly refreshToken: string }>;
  /** How many requests of a kind were answered: `POST /api/v1/sessions/refresh`. */
  answered(what: string): Promise<number>;
  /** Registers, and gives a token to sign machines in with. */
  personalToken(email: string, scopes: readonly string[]): Promise<string>;
  /** Stops it as Ctrl-C does; the same folder may be served again. */
  stop(): Promise<number | null>;
}

/** Starts `insight serve` on a port that is free. */
export async function startHosted(): Promise<Hosted> {
  const folder = freshFolder();
  const env = environment(folder.path, {});
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--port', '0'], { cwd: folder.path, env });
  let told = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      const found = /"url":"(http:[^"]+)","msg":"insight listens"/.exec(told)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('close', () => {
      reject(new Error(`the server ended: ${told}`));
    });
  });
  const call: Hosted['call'] = async (method, path, body, token) => {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(body !== null && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== null && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  };
  const signIn: Hosted['signIn'] = async (email) => {
    const { body } = await call('POST', '/api/v1/sessions', { email, password: PASSWORD });
    return body as { accessToken: string; refreshToken: string };
  };
  const register = async (email: string) => {
    await call('POST', '/api/v1/accounts', { email, password: PASSWORD });
    return (await signIn(email)).accessToken;
  };
  return {
    url,
    folder: folder.path,
    logged: () => told,
    call,
    register,
    signIn,
    answered: async (what) => {
      const [method, route] = what.split(' ');
      const metrics = await (await fetch(new URL('/metrics', url))).text();
      const lines = metrics.split('\n').filter((line) => line.includes(`{method="${method}",route="${route}",`));
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    },
    personalToken: async (email, scopes) => {
      const { body } = await call(
        'POST',
        '/api/v1/tokens',
        { name: 'machines', scopes, password: PASSWORD },
        await register(email),
      );
      return (body as { token: string }).token;
    },
    stop: async () => {
      if (child.exitCode === null) {
        const closed = once(child, 'close');
        child.kill('SIGINT');
        await closed;
      }
      folder.remove();
      return child.exitCode;
    },
  };
}
