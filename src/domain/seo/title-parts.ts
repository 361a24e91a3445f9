import { counted, full, partial, unadvised, unknown, type Judged } from './part.js';
import { promiseIn } from './promise.js';
import { graphemesOf, isSpaced, placeOf, tidy, wordsOf } from './words.js';

/** Fewer characters say little, more are cut off in lists. */
export const BEST_LENGTH = { least: 30, most: 60 } as const;
/** YouTube takes no longer title. */
const LONGEST = 100;
/** A keyword with at most so many characters before it is seen in every list. */
export const EARLY = 20;
/** The part of the letters that may stand in words of capitals. */
const CAPITALS_ALLOWED = 0.3;
/** A word of capitals up to this length is taken for an abbreviation beside other words. */
const ABBREVIATION = 4;
/** The part of the words that a title may share with another of the channel. */
export const SHARED_ALLOWED = 0.4;
/** Repeats that nobody minds; only of words long enough to carry a meaning. */
const REPEATS_ALLOWED = 2;
const SHORT_WORD = 3;

const shrinking = (value: number, from: number, to: number): number =>
  1 - Math.min(1, Math.max(0, (value - from) / (to - from)));

/** 30 to 60 characters; shorter ones in proportion, longer ones less and less up to YouTube's 100. */
export function titleLength(title: string): Judged {
  const { length } = graphemesOf(tidy(title));
  const why = counted(length, 'character');
  const { least, most } = BEST_LENGTH;
  if (length < least) {
    return partial(length / least, why, `Lengthen the title to ${least} characters or more`, {
      does: 'lengthen',
      where: 'title',
      ...BEST_LENGTH,
    });
  }
  if (length <= most) return full(why);
  const told = length > LONGEST ? `${why}, and YouTube takes ${LONGEST}` : why;
  return partial(shrinking(length, most, LONGEST), told, `Shorten the title to ${most} characters or fewer`, {
    does: 'shorten',
    where: 'title',
    ...BEST_LENGTH,
  });
}

/** The keyword as a phrase; half a part by the share of its words where they stand apart. */
export function keywordPresent(title: string, keyword: string | null): Judged {
  if (keyword === null) return unknown('no keyword given');
  if (placeOf(keyword, title) !== null) return full(`“${keyword}” is in the title`);
  const [words, there] = [new Set(wordsOf(keyword)), new Set(wordsOf(title))];
  const found = [...words].filter((word) => there.has(word)).length;
  const why = found === 0 ? `“${keyword}” is missing` : `${found} of ${counted(words.size, 'word')} of “${keyword}”`;
  return partial(words.size === 0 ? 0 : (0.5 * found) / words.size, why, `Begin the title with “${keyword}”`, {
    does: 'put-in',
    where: 'title',
    text: keyword,
    most: EARLY,
  });
}

/** The keyword after 20 characters at most; from there less and less up to the 60th. */
export function keywordEarly(title: string, keyword: string | null): Judged {
  if (keyword === null) return unknown('no keyword given');
  const at = placeOf(keyword, title);
  // What to do about it is said with the part before.
  if (at === null) return unadvised(0, `“${keyword}” is missing`);
  const why = `begins at character ${at + 1}`;
  if (at <= EARLY) return full(why);
  return partial(shrinking(at, EARLY, BEST_LENGTH.most), why, `Move “${keyword}” into the first ${EARLY} characters`, {
    does: 'put-in',
    where: 'title',
    text: keyword,
    most: EARLY,
  });
}

/** No shouting: few words all in capitals, no rows of exclamation marks. */
export function calm(title: string): Judged {
  const words = (title.match(/[\p{L}\p{M}]+/gu) ?? []).filter((word) => /\p{Lu}|\p{Ll}/u.test(word));
  const loud = words.filter((word) => word.length > 1 && !/\p{Ll}/u.test(word));
  const all = loud.length === words.filter((word) => word.length > 1).length;
  const shouted = all ? loud : loud.filter(({ length }) => length > ABBREVIATION);
  const letters = (some: readonly string[]) => some.reduce((sum, { length }) => sum + length, 0);
  // A single abbreviation may be all there is of a script that knows capitals.
  const lone = loud.length === 1 && letters(loud) <= ABBREVIATION;
  const share = lone || words.length === 0 ? 0 : letters(shouted) / letters(words);
  const marks = /[!！]{2,}|[!?！？]{3,}/u.test(title);
  const got = shrinking(share, CAPITALS_ALLOWED, 1) * (marks ? 0.5 : 1);
  if (got === 1) return full('no shouting');
  const why = [
    ...(share > CAPITALS_ALLOWED ? [`${Math.round(share * 100)} % of the letters shout`] : []),
    ...(marks ? ['rows of ! or ?'] : []),
  ].join(', ');
  return partial(got, why, 'Write it in ordinary case, with one ! or ? at most', { does: 'calm', where: 'title' });
}

/** No keyword stuffing: no word of more than three letters three times or more. */
export function unstuffed(title: string): Judged {
  const times = new Map<string, number>();
  for (const word of wordsOf(title)) {
    if (!isSpaced(word) || word.length > SHORT_WORD) times.set(word, (times.get(word) ?? 0) + 1);
  }
  const tooOften = [...times].filter(([, count]) => count > REPEATS_ALLOWED);
  if (tooOften.length === 0) return full('no word too often');
  const named = tooOften.map(([word]) => `“${word}”`).join(', ');
  return partial(
    tooOften.some(([, count]) => count > REPEATS_ALLOWED + 1) ? 0 : 0.5,
    tooOften.map(([word, count]) => `“${word}” ${count} times`).join(', '),
    `Use ${named} ${REPEATS_ALLOWED} times at most`,
    { does: 'repeat-less', where: 'title', text: tooOften.map(([word]) => word).join(' '), most: REPEATS_ALLOWED },
  );
}

/** Something concrete: a number, a question, or a word that promises an answer. */
export function promising(title: string): Judged {
  const found = promiseIn(title);
  if (found !== null) return full(found);
  return partial(0, 'neither number nor question', 'Add a number, or say what the viewer learns (how, why …)', {
    does: 'promise',
    where: 'title',
  });
}

/** Other words than the last titles of the channel: at most 40 % shared with the likest (Jaccard of the word sets). */
export function distinct(title: string, lastTitles: readonly string[] | null): Judged {
  if (lastTitles === null) return unknown('no channel given');
  const own = new Set(wordsOf(title));
  let [likest, most] = ['', 0];
  for (const last of lastTitles) {
    const others = new Set(wordsOf(last));
    let shared = 0;
    for (const word of own) if (others.has(word)) shared += 1;
    const share = shared === 0 ? 0 : shared / (own.size + others.size - shared);
    if (share > most) [likest, most] = [tidy(last), share];
  }
  const why = `${Math.round(most * 100)} % of the words are shared with the likest of ${counted(lastTitles.length, 'title')}`;
  if (most <= SHARED_ALLOWED) return full(why);
  return partial(shrinking(most, SHARED_ALLOWED, 1), why, `Word it otherwise than “${likest}”`, {
    does: 'differ',
    where: 'title',
    text: likest,
    most: SHARED_ALLOWED,
  });
}
