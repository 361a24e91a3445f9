import { Failure } from '../errors.js';

type Question =
  | { readonly type: 'password'; readonly message: string; readonly mask: false; readonly toggleMask: false }
  | { readonly type: 'confirm'; readonly message: string; readonly default: false }
  | {
      readonly type: 'select';
      readonly message: string;
      readonly choices: readonly { readonly name: string; readonly value: string }[];
    }
  | { readonly type: 'input'; readonly message: string; readonly validate: (text: string) => true | string };

interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Gives up the question. */
  readonly signal: AbortSignal;
}

/**
 * Asks a person for a secret on the terminal. Nothing typed is shown, and nothing can make it show.
 * @throws Failure `interrupted` at Ctrl-C, at Ctrl-D and by the signal
 */
export async function askSecret(message: string, terminal: Terminal): Promise<string> {
  // toggleMask off: Ctrl-T would show what was typed.
  const question = { type: 'password', message, mask: false, toggleMask: false } as const;
  return String(await answerTo(question, terminal, 'nothing was kept'));
}

/**
 * Asks a person on the terminal for a yes; Enter alone is a no.
 * @throws Failure `interrupted` as `askSecret`
 */
export async function askYesNo(message: string, terminal: Terminal): Promise<boolean> {
  return (await answerTo({ type: 'confirm', message, default: false }, terminal, 'nothing was done')) === true;
}

/**
 * Asks a person on the terminal for one of a few; Enter takes the first.
 * @throws Failure `interrupted` as `askSecret`
 */
export async function askOneOf<T extends string>(
  message: string,
  choices: readonly { readonly words: string; readonly value: T }[],
  terminal: Terminal,
): Promise<T> {
  const named = choices.map(({ words, value }) => ({ name: words, value }));
  const answer = await answerTo({ type: 'select', message, choices: named }, terminal, 'nothing was done');
  const found = choices.find(({ value }) => value === answer);
  if (found === undefined) throw new RangeError(`nobody offered ${String(answer)}`);
  return found.value;
}

/**
 * Asks a person on the terminal for a line of text, without the spaces around it.
 * @param wrong says what is wrong with a text, or null
 * @throws Failure `interrupted` as `askSecret`
 */
export async function askText(
  message: string,
  wrong: (text: string) => string | null,
  terminal: Terminal,
): Promise<string> {
  const validate = (text: string) => wrong(text.trim()) ?? true;
  return String(await answerTo({ type: 'input', message, validate }, terminal, 'nothing was done')).trim();
}

/** Asks one question. The terminal is as it was afterwards. */
async function answerTo(
  question: Question,
  { input, output, signal }: Terminal,
  otherwise: string,
): Promise<string | boolean> {
  const { createPromptModule } = await import('inquirer');
  const givingUp = new AbortController();
  const ask = createPromptModule({ input, output, signal: AbortSignal.any([signal, givingUp.signal]) });
  // At Ctrl-D readline closes and nobody is told: the program would run out of work and end as if all were well.
  const watch = (_: unknown, key?: { readonly ctrl?: boolean; readonly name?: string }) => {
    if (key?.ctrl === true && key.name === 'd') givingUp.abort();
  };
  input.on('keypress', watch);
  try {
    const { answer } = await ask<{ answer: string | boolean }>([{ name: 'answer', ...question }]);
    return answer;
  } catch (error) {
    if (!(error instanceof Error) || !/^(Exit|Abort)PromptError$/.test(error.name)) throw error;
    throw new Failure('interrupted', `interrupted; ${otherwise}`, 'run it again');
  } finally {
    input.off('keypress', watch);
  }
}
