import type { Want } from '../../../src/domain/seo/part.js';
import { seoScore, type SeoQuestion } from '../../../src/domain/seo/seo-score.js';
import { graphemesOf, proseOf, tidy, withoutSigns, wordsOf } from '../../../src/domain/seo/words.js';

/** Words that are in no made-up title, all of them different; none is a promise. */
const fresh = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, at) => `zq${String.fromCharCode(97 + (at % 26))}${'x'.repeat(Math.floor(at / 26))}vel`,
  );
const size = (text: string): number => graphemesOf(tidy(text)).length;

/** Whole words from the start of a text, so many characters at most. */
function shortened(text: string, most: number): string {
  const words = tidy(text).split(' ');
  while (words.length > 1 && size(words.join(' ')) > most) words.pop();
  return size(words.join(' ')) > most ? graphemesOf(words.join(' ')).slice(0, most).join('').trim() : words.join(' ');
}

function lengthened(text: string, least: number): string {
  let result = tidy(text);
  for (const word of fresh(60)) if (size(result) < least) result = tidy(`${result} ${word}`);
  return result;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

/** A title without the words that matter least, so many characters at most. */
function condensed(question: SeoQuestion, most: number): string {
  let words = tidy(question.title).split(' ');
  const without = (place: number) => words.filter((_, at) => at !== place);
  while (words.length > 1 && size(words.join(' ')) > most) {
    const scores = words.map(
      (_, place) => seoScore({ ...question, description: null, title: without(place).join(' ') }).score,
    );
    words = without(scores.indexOf(Math.max(...scores)));
  }
  return shortened(words.join(' '), most);
}

/** A title reworded a word at a time, always the one that leaves the best score, until it shares no more than it may. */
function rewordedInTurn(question: SeoQuestion): string {
  const scored = (words: readonly string[]) => {
    const { score, parts } = seoScore({ ...question, title: words.join(' ') });
    const distinct = parts.find(({ name }) => name === 'distinct');
    return { words, score, missing: (distinct?.of ?? 0) - (distinct?.points ?? 0) };
  };
  let best = scored(tidy(question.title).split(' '));
  for (const other of fresh(60)) {
    const { words, missing } = best;
    const nearer = words
      .map((_, at) => scored(words.map((word, place) => (place === at ? other : word))))
      .filter((one) => one.missing < missing);
    if (nearer.length === 0) break;
    best = nearer.reduce((one, next) => (next.score > one.score ? next : one));
  }
  return best.words.join(' ');
}

/** The titles that somebody could write who follows an advice about the title, the plainest first. */
function titles(question: SeoQuestion, want: Want): string[] {
  const { title, keyword } = question;
  const text = want.text ?? '';
  const named = new Set(wordsOf(keyword ?? ''));
  const kept =
    keyword !== null && tidy(title).toLowerCase().includes(keyword.toLowerCase())
      ? keyword
      : [...new Set(wordsOf(title))].filter((word) => named.has(word)).join(' ');
  switch (want.does) {
    case 'lengthen':
      return [lengthened(title, want.least ?? 0)];
    case 'shorten':
      return [shortened(title, want.most ?? 0), condensed(question, want.most ?? 0)];
    case 'put-in': {
      const without = tidy(title.replace(new RegExp(escaped(text), 'giu'), ' '));
      return [`${text} ${title}`, `${text} ${without}`, shortened(`${text} ${without}`, 60), lengthened(text, 30)];
    }
    case 'calm':
      return [title, shortened(title, 60)].map((one) =>
        lengthened(one.toLowerCase().replace(/([!?！？])[!?！？]+/gu, '$1'), Math.min(30, size(title))),
      );
    case 'repeat-less': {
      const spare = fresh(60);
      const seen = new Map<string, number>();
      const tooOften = new Set(text.split(' '));
      const again = (word: string): boolean => {
        const times = (seen.get(word) ?? 0) + 1;
        seen.set(word, times);
        return tooOften.has(word) && times > (want.most ?? 0);
      };
      const thinned = title
        .split(' ')
        .map((typed) => (wordsOf(typed).filter(again).length > 0 ? (spare.pop() ?? '') : typed))
        .join(' ');
      return [thinned, shortened(thinned, 60), lengthened(kept, 30)];
    }
    case 'promise':
      return [`${title} 7`, `7 ${title}`, `${shortened(title, 57)} 7`];
    case 'differ': {
      const tagged = new Set((question.tags ?? []).flatMap((tag) => wordsOf(tag)));
      const spare = fresh(60);
      const both = [...new Set(wordsOf(title))].filter((word) => tagged.has(word)).join(' ');
      const shared = new Set(wordsOf(text));
      const reworded = title
        .split(' ')
        .map((word) => (wordsOf(word).some((one) => shared.has(one) && !tagged.has(one)) ? (spare.pop() ?? '') : word));
      const inTurn = rewordedInTurn(question);
      return [kept, `${kept} ${both}`, `${kept} ${reworded.join(' ')}`, reworded.join(' '), inTurn].flatMap((one) =>
        [30, Math.min(60, size(title)), 57].flatMap((least) => [
          shortened(`${lengthened(one, least)} 7`, 60),
          `7 ${lengthened(one, least)}`,
        ]),
      );
    }
    case 'replace':
    case null:
      return [];
  }
}

/** The same text, with the sign of the first few hashtags only. */
function fewerHashtags(text: string, most: number): string {
  let seen = 0;
  return text.replace(/(^|\s)[#＃]/gu, (found, before: string) => ((seen += 1) <= most ? found : before));
}

/** The descriptions that follow an advice about the description. */
function descriptions(description: string, want: Want, keyword: string | null): string[] {
  // What is put before the text must not push the keyword out of its opening.
  const words = `${keyword ?? ''} ${fresh(20).join(' ')}`.trim();
  switch (want.where) {
    case 'opening':
      return want.does === 'put-in'
        ? [`${want.text ?? ''} ${description}`, `${want.text ?? ''} ${words}\n${description}`]
        : [
            `${graphemesOf(proseOf(description)).slice(0, 60).join('')} ${words}\n${description}`,
            `${words}\n${description}`,
            `${words}\n${description.replaceAll(keyword ?? '', '')}`,
          ];
    case 'lines':
      return [`${description}\n${fresh(3).join('\n')}`];
    case 'links':
      return want.does === 'lengthen'
        ? [`${description}\nhttps://example.org/`]
        : [`${proseOf(description)}\n${fresh(3).join('\n')}\n#${fresh(1).join('')} https://example.org/`];
    case 'hashtags':
      return want.does === 'lengthen'
        ? [`${description}\n#${fresh(1).join('')}`]
        : [fewerHashtags(description, 3), `${description.replace(/[#＃]/gu, ' ')}\n#${fresh(1).join('')}`];
    case 'title':
    case 'tags':
    case null:
      return [];
  }
}

/** The tags that follow an advice about tags. */
function tagLists(question: SeoQuestion, want: Want): string[][] {
  const tags = (question.tags ?? []).filter((tag) => tag.trim() !== '');
  const [word = 'tag'] = [question.title, question.keyword, question.description].flatMap((text) =>
    wordsOf(proseOf(text ?? '')),
  );
  const fitting = (count: number) => fresh(count).map((other) => `${word} ${other}`);
  switch (want.does) {
    case 'replace':
      return [
        tags.map((tag, at) =>
          (want.text ?? '').split(',').includes(tag) ? `${word} ${fresh(at + 1).at(-1) ?? ''}` : tag,
        ),
        fitting(10),
      ];
    case 'shorten':
      return [
        tags.reduce<string[]>((kept, tag) => ([...kept, tag].join(',').length <= 400 ? [...kept, tag] : kept), []),
        fitting(10),
      ];
    case 'lengthen':
    case 'calm':
    case 'differ':
    case 'promise':
    case 'put-in':
    case 'repeat-less':
    case null:
      return [[...tags, ...fitting(10)], fitting(10)];
  }
}

/** What somebody could write who follows an advice: a program can, since each says what it wants. */
export function following(given: SeoQuestion, want: Want): SeoQuestion[] {
  const question = { ...given, keyword: given.keyword === null ? null : withoutSigns(given.keyword) };
  if (want.where === 'title') {
    return titles(question, want).map((title) => ({ ...question, title }));
  }
  if (want.where === 'tags') return tagLists(question, want).map((tags) => ({ ...question, tags }));
  return descriptions(question.description ?? '', want, question.keyword).map((description) => ({
    ...question,
    description,
  }));
}
