/** Takes so many calls through the book, saying each: `booker DIR TRIES LIMIT`; gives back the rest and says `done`. */
import { openYoutubeBook } from '../../../src/store/quota-book.js';
import { say, waitForGo } from './go.js';

const [dir = '', tries = '', limit = ''] = process.argv.slice(2);
const { book, close } = await openYoutubeBook({ dir, now: Date.now, random: Math.random, units: Number(limit) });

waitForGo();
for (let n = 0; n < Number(tries); n += 1) if (book.reserve('k', 'units')) say('taken');
close();
say('done');
