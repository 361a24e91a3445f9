import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerLines, isPlainWord } from '../../../src/domain/completion/answer-lines.js';
import { placeAt } from '../../../src/domain/completion/place-at.js';
import { flagName, FORMATS, SOURCES } from '../../../src/flags.js';
import { completionTree } from '../../../src/generate/completion-tree.js';
import { allCommands, entries } from '../../../src/program.js';

const tree = await completionTree();
const FOLLOWED = [
  { word: '@kurzgesagt', says: 'Kurzgesagt' },
  { word: '@veritasium', says: 'Veritasium' },
];
/** What is offered for words of which the last is being typed, the kind first. */
const offered = (...words: readonly string[]) =>
  answerLines(placeAt(tree, words), FOLLOWED).map((line) => line.split('\t')[0]);

describe('what may be typed next', () => {
  it('is every command and group first, each once, and help', () => {
    expect(offered('')).toEqual(['words', ...Object.keys(entries()), 'help']);
    expect(answerLines(placeAt(tree, ['strea']), [])).toEqual([
      'words',
      'streak\tSee how steadily a channel uploads, as a streak and an algorithm score',
    ]);
  });

  it.each<[string[], string[]]>([
    [['-'], ['--help', '--version']],
    [['help', 'out'], ['outliers']],
    [['help', 'exit'], ['exit-codes']],
    [
      ['help', 'cache', ''],
      ['path', 'stats', 'clear'],
    ],
    [['track', 're'], ['remove']],
    [['track', 'nothing', ''], []],
    [['nothing', ''], []],
    [['outliers', '--form'], ['--format']],
    [['outliers', '--json', '--js'], []],
    [['outliers', '--from', 'a.csv', '--fro'], ['--from']],
    [['outliers', '--', '--form'], []],
    [['outliers', '--format', ''], [...FORMATS]],
    [['outliers', '--format=c'], ['--format=csv']],
    [['outliers', '--source', ''], [...SOURCES]],
    [['outliers', '--limit', ''], []],
    [['outliers', '--limit', '5', '@k'], ['@kurzgesagt']],
    [['outliers', '-n', '@k'], []],
    [
      ['outliers', '@kurzgesagt', ''],
      ['@kurzgesagt', '@veritasium'],
    ],
    [['track', 'remove', '@v'], ['@veritasium']],
    [['hashtags', '--channel', '@v'], ['@veritasium']],
    [['keywords', 'sour'], []],
    [['keys', 'add', 'y'], ['youtube']],
    [['config', 'get', 'youtubeUr'], ['youtubeUrl']],
    [['config', 'get', 'youtubeUrl', 'youtubeUr'], []],
    [['config', 'set', 'format', ''], []],
    [['history', 'd'], ['delete']],
    [['history', 'con'], ['concepts']],
    [['history', 'list', 'con'], ['concepts']],
    [['history', '--bef'], ['--before']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish', 'powershell'],
    ],
  ])('after %j: %j', (words, expected) => {
    expect(offered(...words)).toEqual(['words', ...expected]);
  });

  it('is a flag where a command takes no further word', () => {
    expect(offered('quota', '')).toEqual(expect.arrayContaining(['words', '--json', '--help']));
    expect(offered('keys', 'add', 'youtube', '')).toEqual(expect.arrayContaining(['--with-token']));
  });

  it.each([
    [['outliers', '--from', '']],
    [['outliers', '--from=a']],
    [['outliers', '-o', '']],
    [['score', 'thumbnail', '']],
    [['admin', 'backup', '']],
  ])('is a file after %j', (words) => {
    expect(offered(...words)).toEqual(['files']);
  });

  it('is a folder where one is written into', () => {
    expect(offered('thumbnails', 'generate', 'x', '--output', '')).toEqual(['folders']);
  });

  it('is one field after the other, none twice', () => {
    expect(offered('outliers', '--fields', 'title,view')).toEqual(['list', 'title,views', 'title,viewsPerDay']);
    expect(offered('outliers', '--fields=title,views,views')).toEqual(['list', '--fields=title,views,viewsPerDay']);
  });
});

it('every place of a file, a folder or a channel is one to complete', async () => {
  const places = (await allCommands()).flatMap(({ name, argument, flags }) => [
    ...(argument === null ? [] : [{ at: [name, ''], named: argument.describe }]),
    ...Object.entries(flags).map(([key, { placeholder = '' }]) => ({
      at: [name, flagName(key), ''],
      named: placeholder,
    })),
  ]);
  const known = places.filter(({ named }) => /^(FILE|PATH|DIR|FOLDER|CHANNEL)\b|^a channel\b|@handle/.test(named));
  const taken = known.map(({ at }) => [at.join(' '), placeAt(tree, at.join(' ').split(' ')).takes.kind]);
  expect(taken.length).toBeGreaterThan(40);
  // A topic, which may be a channel too.
  const topics = ['hashtags '];
  expect(taken.filter(([at, kind]) => kind === 'anything' && !topics.includes(at ?? ''))).toEqual([]);
});

it('no word that a shell would take for anything else is ever offered, and no answer has more lines than words', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 5 }), fc.string(), fc.string(), (words, word, says) => {
      const place = placeAt(tree, ['outliers', ...words]);
      const [, ...lines] = answerLines(place, [{ word, says }]);
      for (const line of lines) {
        const [offer = '', ...rest] = line.split('\t');
        expect([isPlainWord(offer), rest.length, /[\n\r\u001B]/.test(line)]).toEqual([true, 1, false]);
      }
    }),
  );
});

it.each(['$(x)', '`x`', 'a b', "a'b", 'a"b', 'a;b', 'a\nb', '*', '~', '{a,b}', '(a', 'a|b', '!a', '\\', '', '#'])(
  '%j is no plain word',
  (word) => {
    expect(isPlainWord(word)).toBe(false);
  },
);
