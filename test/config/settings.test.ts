import { describe, expect, it } from 'vitest';
import { placesOf, problemWith, settingNamed, SETTINGS, tidied } from '../../src/config/settings.js';
import { MODEL_PRICES_DATE, MODEL_PRICES_PAGE, modelCost } from '../../src/domain/model-prices.js';
import { FORMATS, SOURCES } from '../../src/flags.js';

function named(name: string) {
  const setting = settingNamed(name);
  if (setting === null) throw new Error(`no setting ${name}`);
  return setting;
}

describe('the table of settings', () => {
  it('offers what the flags offer, except a file, which needs a path', () => {
    expect(named('format').choices).toEqual(FORMATS);
    expect(named('source').choices).toEqual(SOURCES.filter((source) => source !== 'file'));
  });

  it('has every name and variable once, described in one line', () => {
    const words = SETTINGS.flatMap(({ name, env }) => [...new Set<string>([name, env])]);
    expect(new Set(words).size).toBe(words.length);
    for (const { describe: line } of SETTINGS) expect(line).toMatch(/^\S.{5,100}$/);
  });

  it('has defaults that pass their own checks unchanged', () => {
    for (const setting of SETTINGS) {
      if (setting.fallback === null) continue;
      expect(problemWith(setting, setting.fallback)).toBeNull();
      expect(tidied(setting, setting.fallback)).toBe(setting.fallback);
    }
  });

  it('keeps secrets out of settings files and addresses out of a folder', () => {
    for (const { secret, places, name } of SETTINGS) {
      const allowed = secret ? ['environment', '.env'] : name.endsWith('Url') ? ['environment', 'user'] : places;
      expect(allowed, name).toEqual(expect.arrayContaining([...places]));
    }
    expect(placesOf(named('youtubeApiKey'))).toBe('the environment or .env');
  });

  it('has a Gemini model that lasts, and whose price is known', () => {
    const model = named('geminiModel').fallback ?? '';
    // 2.0 was switched off on 2026-06-01, both 2.5 are on 2026-12-01.
    expect(model).not.toMatch(/^gemini-(?:1|2\.|.*preview)/);
    expect(modelCost(model, { tokensIn: 1_000_000, tokensOut: 0 }, Date.parse('2026-11-21'))).toBeGreaterThan(0);
    expect(MODEL_PRICES_PAGE).toMatch(/^https:\/\/ai\.google\.dev\//);
    expect(MODEL_PRICES_DATE).toMatch(/^2026-\d\d-\d\d$/);
  });

  it('finds a setting by name and variable, and no inherited word', () => {
    expect(settingNamed('INSIGHT_TZ')?.name).toBe('tz');
    expect(settingNamed('__proto__')).toBeNull();
    expect(settingNamed('toString')).toBeNull();
  });
});

describe('problemWith', () => {
  it.each([
    ['format', 'JSON'],
    ['tz', 'Europe/Paris'],
    ['tz', 'UTC'],
    ['tz', 'asia/kolkata'],
    ['youtubeUrl', 'http://127.0.0.1:4711'],
    ['youtubeUrl', 'https://gateway.example/google/'],
  ])('takes %s %s', (name, value) => {
    expect(problemWith(named(name), value)).toBeNull();
  });

  it.each([
    ['format', 'xml', 'takes table, json, ndjson, csv, tsv or md, not "xml"'],
    ['source', 'file', 'takes auto, api or feed, not "file"'],
    ['tz', 'Mars/Olympus', 'takes a time zone such as Europe/Paris, not "Mars/Olympus"'],
    ['tz', '+02:00', 'takes a time zone such as Europe/Paris, not "+02:00"'],
    ['feedsUrl', 'www.youtube.com', 'takes an address that begins with http:// or https://'],
    ['feedsUrl', 'file:///etc/passwd', 'takes an address that begins with http:// or https://'],
    ['feedsUrl', 'http://', 'takes an address that begins with http:// or https://'],
    ['feedsUrl', 'https://ada:pw@example.com', 'takes an address without a user name and password'],
    ['feedsUrl', 'https://example.com/?key=1', 'takes an address without ? and #'],
  ])('refuses %s %s', (name, value, problem) => {
    expect(problemWith(named(name), value)).toBe(problem);
  });

  it('repeats a hostile value only in part, and in one line', () => {
    const problem = problemWith(named('format'), `a\nb\u001b[31m${'x'.repeat(10_000)}`) ?? '';
    expect(problem).not.toMatch(/[\n\u001b]/);
    expect(problem.length).toBeLessThan(130);
  });
});

describe('tidied', () => {
  it('gives addresses their last slash, and choices their spelling', () => {
    expect(tidied(named('youtubeUrl'), 'http://h/api')).toBe('http://h/api/');
    expect(tidied(named('youtubeUrl'), 'http://h/api/')).toBe('http://h/api/');
    expect(tidied(named('format'), 'NDJSON')).toBe('ndjson');
    expect(tidied(named('tz'), 'Europe/Paris')).toBe('Europe/Paris');
  });
});
