import { expect, it } from 'vitest';
import { typedPath } from '../../src/domain/typed-path.js';

it.each([
  ['~/six.csv', '/home/me/six.csv'],
  ['~', '/home/me'],
  ["'/files/my six.csv'", '/files/my six.csv'],
  ['"C:\\six.csv"', 'C:\\six.csv'],
  ['"~/six.csv"', '/home/me/six.csv'],
  ['~other/six.csv', '~other/six.csv'],
  ["it's", "it's"],
  ["'", "'"],
  ['a~/b.csv', 'a~/b.csv'],
])('%s is %s', (typed, path) => {
  expect(typedPath(typed, '/home/me')).toBe(path);
});
