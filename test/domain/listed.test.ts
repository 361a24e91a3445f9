import { expect, test } from 'vitest';
import { joined, LazyList, type Listed } from '../../src/domain/listed.js';

const squares = [0, 1, 4, 9, 16];
const lazy = new LazyList(squares.length, (index) => index ** 2);

test('is read as an array is', () => {
  const both: readonly ((list: Listed<number>) => unknown)[] = [
    (list) => [...list],
    (list) => list.length,
    (list) => [-9, -1, 0, 2, 4, 5].map((index) => list.at(index)),
    (list) => list.filter((square) => square % 2 === 0),
    (list) => JSON.stringify({ list }),
    ...[[], [1], [1, 3], [-2], [0, -1], [3, 1], [9], [-9, 99], [2, 2]].map(([start, end]) => (list: Listed<number>) => [
      ...list.slice(start, end),
    ]),
  ];
  for (const ask of both) expect(ask(lazy)).toEqual(ask(squares));
});

test('a part of a part is still the same list', () => {
  expect([...lazy.slice(1).slice(1, 3)]).toEqual([4, 9]);
});

test('makes only what is asked for', () => {
  let made = 0;
  const list = new LazyList(1e9, (index) => {
    made += 1;
    return index;
  });
  expect([...list.slice(5, 8)]).toEqual([5, 6, 7]);
  expect(made).toBe(3);
});

test('several lists read as one, whichever of them are empty', () => {
  const one = joined<number>([[], [7], lazy, [], [], squares.slice(0, 2), []]);
  const all = [7, ...squares, 0, 1];
  expect([...one]).toEqual(all);
  expect([0, 1, 5, 6, 7, 8, -1].map((index) => one.at(index))).toEqual([0, 1, 5, 6, 7, 8, -1].map((at) => all.at(at)));
  expect([...joined([])]).toEqual([]);
});
