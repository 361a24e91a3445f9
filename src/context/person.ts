import type { Person, World } from '../context.js';
import { safeText } from '../domain/safe-text.js';

/**
 * Whoever sits before the terminal.
 * @param clearLine takes a line of progress away: it and a question would write over each other
 */
export function person(world: World, signal: AbortSignal, clearLine: () => void): Person {
  const { stdin, stderr } = world;
  const terminal = { input: stdin, output: stderr, signal };
  return {
    typesInput: stdin.isTTY,
    canBeAsked: stdin.isTTY && stderr.isTTY,
    askSecret: async (question) => {
      clearLine();
      const { askSecret } = await import('../output/ask.js');
      return askSecret(question, terminal);
    },
    askYesNo: async (question) => {
      clearLine();
      const { askYesNo } = await import('../output/ask.js');
      return askYesNo(question, terminal);
    },
    askOneOf: async (question, choices) => {
      clearLine();
      const { askOneOf } = await import('../output/ask.js');
      return askOneOf(question, choices, terminal);
    },
    askText: async (question, wrong) => {
      clearLine();
      const { askText } = await import('../output/ask.js');
      return askText(question, wrong, terminal);
    },
    tell: (sentence) => {
      clearLine();
      stderr.write(`${safeText(sentence)}\n`);
    },
  };
}
