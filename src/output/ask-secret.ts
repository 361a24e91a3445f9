import { Failure } from '../errors.js';

/**
 * Asks a person for a secret on the terminal. Nothing typed is shown, and nothing can make it show.
 * @throws Failure `interrupted` at Ctrl-C
 */
export async function askSecret(
  question: string,
  { input, output }: { readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream },
): Promise<string> {
  const { createPromptModule } = await import('inquirer');
  const ask = createPromptModule({ input, output });
  try {
    // toggleMask off: Ctrl-T would show what was typed.
    const { secret } = await ask<{ secret: string }>([
      { type: 'password', name: 'secret', message: question, mask: false, toggleMask: false },
    ]);
    return secret;
  } catch (error) {
    if (!(error instanceof Error) || !/^(Exit|Abort)PromptError$/.test(error.name)) throw error;
    throw new Failure('interrupted', 'interrupted; nothing was kept', 'run it again');
  }
}
