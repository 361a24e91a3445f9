import type { Answerer } from './answerer.js';

/** Gemini's API, as far as the program asks it. */
export function geminiAnswerer(): Answerer {
  return {
    paths: ['/v1beta/models'],
    answer: () => ({ status: 404, type: 'text/html', text: '<title>Error 404 (Not Found)</title>' }),
  };
}
