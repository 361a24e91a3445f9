import { expect, it } from 'vitest';
import { Tokeniser } from '../../../src/domain/keywords/tokens.js';
import { missingTopics } from '../../../src/domain/niche/gap-topics.js';
import type { Topic } from '../../../src/domain/niche/topics.js';

const tokeniser = new Tokeniser(null);
const mine = (...titles: string[]) => titles.map((title) => tokeniser.tokens([title]));

const topic = (words: string, more: Partial<Topic> = {}): Topic => ({
  topic: words,
  words: words.split(' '),
  proven: false,
  channels: 2,
  outliers: 3,
  videos: 5,
  expected: 0.4,
  medianMultiple: 4,
  lift: 4,
  strength: 3,
  evidence: [],
  ...more,
});

const missing = (topics: readonly Topic[], titles: readonly string[]) =>
  missingTopics(topics, mine(...titles)).map(({ topic: name, mine: { videos, of } }) => `${name} ${videos}/${of}`);

it('is what none of my videos hold, in singular or plural', () => {
  const topics = ['sour dough', 'kilns', 'canoe', 'sundial'].map((words) => topic(words));
  expect(missing(topics, ['My first sour-dough', 'A kiln', 'Two canoes'])).toEqual(['sundial 0/3']);
});

it('one in fifty is hardly any', () => {
  const titles = Array.from({ length: 50 }, (_, at) => (at === 0 ? 'kiln' : `other ${at}`));
  expect(missing([topic('kiln')], titles)).toEqual(['kiln 1/50']);
  expect(missing([topic('kiln')], titles.slice(0, 49))).toEqual([]);
});

it('is nothing that does as usual there', () => {
  expect(
    missing([topic('kiln', { lift: 0.9 }), topic('canoe', { strength: 1 }), topic('hive', { lift: null })], ['a']),
  ).toEqual([]);
});

it('of several channels comes before what one alone has, however strong', () => {
  const topics = [topic('alone', { channels: 1, strength: 9 }), topic('shared', { strength: 2 })];
  expect(missing(topics, ['a'])).toEqual(['shared 0/1', 'alone 0/1']);
});
