import { Failure } from '../errors.js';
import type { Problem } from '../server/http/problem.js';

/**
 * What the server's own rules refused, as a command says it.
 * @param instead what to do where it contradicts what is there
 */
export function deskFailure(problem: Problem, instead: string): Failure {
  const say = (kind: 'usage' | 'not-found' | 'unexpected', hint: string) =>
    new Failure(kind, inSentence(problem.message), hint, { cause: problem });
  if (problem.problem === 'unprocessable') return say('usage', 'nothing was made; try again');
  if (problem.problem === 'conflict') return say('usage', instead);
  if (problem.problem === 'not-found') return say('not-found', 'insight admin users lists everybody');
  return say('unexpected', 'try again');
}

/** As the server says it in a sentence of its own. */
function inSentence(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}
