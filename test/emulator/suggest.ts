import type { Answered, Answerer } from './answerer.js';

/** What people type after a topic, in the order in which they do. */
const ENDINGS = [
  '',
  ' for beginners',
  ' recipe',
  ' diy',
  ' at home',
  ' step by step',
  ' 2026',
  ' ideas',
  ' easy',
  ' fails',
];

/**
 * The autocomplete of YouTube's search box as browsers ask for it: `["q", ["q for beginners", …], [], {…}]`. Its own
 * completions depend on nothing but the words; a query that begins with "zzz" has none.
 */
export function suggestAnswerer(): Answerer {
  return {
    paths: ['/complete/search'],
    answer: ({ url }): Answered => {
      const query = url.searchParams.get('q') ?? '';
      const good = url.searchParams.get('client') === 'firefox' && url.searchParams.get('ds') === 'yt' && query !== '';
      if (!good)
        return { status: 400, type: 'text/html; charset=UTF-8', text: '<html><title>Error 400</title></html>' };
      const words = query.startsWith('zzz') ? [] : ENDINGS.map((ending) => `${query.toLowerCase()}${ending}`);
      return {
        status: 200,
        type: 'text/javascript; charset=UTF-8',
        text: JSON.stringify([query, words, [], { 'google:suggestsubtypes': words.map(() => [512]) }]),
      };
    },
  };
}
