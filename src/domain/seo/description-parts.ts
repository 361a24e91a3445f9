import { hashtagsIn } from '../hashtags.js';
import { counted, full, partial, unknown, type Judged } from './part.js';
import { graphemesOf, linksIn, placeOf, proseOf } from './words.js';

/** What lists show of a description before it is unfolded. */
const OPENING = 150;
/** So much of it should be words, not links and hashtags. */
const OPENING_WORDS = 100;
const LINES = 3;
const MOST_LINKS = 10;
/** YouTube shows three above the title. */
const MOST_HASHTAGS = 3;
/** Above this YouTube ignores them all. */
const IGNORED_HASHTAGS = 60;

const NONE = 'no description given';

const openingOf = (description: string): string => graphemesOf(description.trimStart(), OPENING).join('');

/** The first 150 characters: at least 100 of them words, links and hashtags left aside. */
export function opening(description: string | null): Judged {
  if (description === null) return unknown(NONE);
  const { length } = graphemesOf(proseOf(openingOf(description)));
  const why = `${length} of the first ${OPENING} characters are words`;
  if (length >= OPENING_WORDS) return full(why);
  return partial(length / OPENING_WORDS, why, `Begin the description with ${OPENING_WORDS} characters of plain words`, {
    does: 'lengthen',
    where: 'opening',
    least: OPENING_WORDS,
    most: OPENING,
  });
}

/** The keyword within the first 150 characters. */
export function openingKeyword(description: string | null, keyword: string | null): Judged {
  if (description === null) return unknown(NONE);
  if (keyword === null) return unknown('no keyword given');
  if (placeOf(keyword, openingOf(description)) !== null)
    return full(`“${keyword}” is in the first ${OPENING} characters`);
  return partial(
    0,
    `“${keyword}” is not in the first ${OPENING} characters`,
    `Name “${keyword}” in the first ${OPENING} characters of the description`,
    { does: 'put-in', where: 'opening', text: keyword, most: OPENING },
  );
}

/** At least three lines that are not empty. */
export function structure(description: string | null): Judged {
  if (description === null) return unknown(NONE);
  const lines = description.split(/\r\n|[\n\r\u2028\u2029]/u).filter((line) => line.trim() !== '').length;
  const why = counted(lines, 'line');
  if (lines >= LINES) return full(why);
  return partial(lines / LINES, why, `Divide the description into ${LINES} lines or more`, {
    does: 'lengthen',
    where: 'lines',
    least: LINES,
  });
}

/** One to ten addresses. */
export function links(description: string | null): Judged {
  if (description === null) return unknown(NONE);
  const found = linksIn(description);
  const why = counted(found, 'link');
  const bounds = { where: 'links', least: 1, most: MOST_LINKS } as const;
  if (found === 0) return partial(0, why, 'Add a link to the description', { does: 'lengthen', ...bounds });
  if (found <= MOST_LINKS) return full(why);
  return partial(0.5, why, `Keep ${MOST_LINKS} links at most`, { does: 'shorten', ...bounds });
}

/** One to three hashtags. */
export function hashtags(description: string | null): Judged {
  if (description === null) return unknown(NONE);
  const found = hashtagsIn(description).length;
  const why = counted(found, 'hashtag');
  const bounds = { where: 'hashtags', least: 1, most: MOST_HASHTAGS } as const;
  if (found === 0) return partial(0, why, 'Add 1 to 3 hashtags to the description', { does: 'lengthen', ...bounds });
  if (found <= MOST_HASHTAGS) return full(why);
  const got = found > IGNORED_HASHTAGS ? 0 : 0.5;
  return partial(got, why, `Keep the best ${MOST_HASHTAGS} hashtags of the description`, {
    does: 'shorten',
    ...bounds,
  });
}
