import { Failure } from '../errors.js';

interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Gives up the question. */
  readonly signal: AbortSignal;
}

/**
 * Asks a person for a secret on the terminal. Nothing typed is shown, and nothing can make it show. The terminal is as it
 * was afterwards.
 * @throws Failure `interrupted` at Ctrl-C, at Ctrl-D and by the signal
 */
export async function askSecret(question: string, { input, output, signal }: Terminal): Promise<string> {
  const { createPromptModule } = await import('inquirer');
  const givingUp = new AbortController();
  const ask = createPromptModule({ input, output, signal: AbortSignal.any([signal, givingUp.signal]) });
  // At Ctrl-D readline closes and nobody is told: the program would run out of work and end as if all were well.
  const watch = (_: unknown, key?: { readonly ctrl?: boolean; readonly name?: string }) => {
    if (key?.ctrl === true && key.name === 'd') givingUp.abort();
  };
  input.on('keypress', watch);
  try {
    // toggleMask off: Ctrl-T would show what was typed.
    const { secret } = await ask<{ secret: string }>([
      { type: 'password', name: 'secret', message: question, mask: false, toggleMask: false },
    ]);
    return secret;
  } catch (error) {
    if (!(error instanceof Error) || !/^(Exit|Abort)PromptError$/.test(error.name)) throw error;
    throw new Failure('interrupted', 'interrupted; nothing was kept', 'run it again');
  } finally {
    input.off('keypress', watch);
  }
}
