import type { Page } from 'playwright-core';

/** What somebody would stumble over who cannot see the page, or sees little of it. Run in the browser. */
const STUMBLES = `(() => {
  const found = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const named = (element) => (element.getAttribute('aria-label') ?? element.textContent).trim() !== '';
  if (all('h1').length !== 1) found.push('headings of the first level: ' + all('h1').length);
  if (document.documentElement.scrollWidth > innerWidth) found.push('scrolls to the side');
  if (document.documentElement.lang === '') found.push('no language');
  const levels = all('h1, h2, h3').map((heading) => Number(heading.tagName[1]));
  const first = levels.indexOf(1);
  levels.slice(first).forEach((level, at, own) => { if (at > 0 && level > own[at - 1] + 1) found.push('a heading skips a level'); });
  for (const field of all('input:not([type=hidden]), select, textarea')) {
    if (field.labels.length === 0) found.push('no label: ' + field.name);
  }
  for (const one of all('button, a[href], summary')) {
    if (!named(one) && one.querySelector('img[alt]:not([alt=""])') === null) found.push('no name: ' + one.outerHTML);
  }
  for (const image of all('img')) if (!image.hasAttribute('alt')) found.push('no text for a picture');
  for (const svg of all('svg')) {
    if (svg.getAttribute('aria-hidden') !== 'true' && !svg.hasAttribute('aria-label')) found.push('no text for a drawing');
  }
  for (const table of all('table')) {
    if (table.caption === null && table.closest('details') === null) found.push('no caption');
    if (table.querySelector('th[scope]') === null) found.push('no header cells');
  }
  for (const button of all('button, .button, nav a, input, select')) {
    const { height, width } = button.getBoundingClientRect();
    if (width > 0 && button.type !== 'checkbox' && button.type !== 'hidden' && height < 24) found.push('small: ' + button.outerHTML);
  }
  if (all('[aria-describedby]').some((one) => one.getAttribute('aria-describedby').split(' ').some((id) => document.getElementById(id) === null))) {
    found.push('described by what is not there');
  }
  return found;
})()`;

/** What is wrong with the page that is shown; nothing for one that everybody can use. */
export function stumbles(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(STUMBLES);
}
