import { expect } from 'vitest';
import { languageOf, type Language } from '../../../src/domain/concepts/language.js';
import { readConcepts } from '../../../src/domain/concepts/read-concepts.js';
import { conceptsWish, type ConceptsRequest, type ConceptsResult } from '../../../src/tools/concepts/make-concepts.js';

/** A language that must be known. */
export function language(code: string): Language {
  const found = languageOf(code);
  if (found === null) throw new Error(`${code} is no language`);
  return found;
}

/** A wish for three concepts in English, without evidence. */
export function wishFor(topic: string, more: Partial<ConceptsRequest> = {}) {
  return conceptsWish({
    topic,
    count: 3,
    language: language('en'),
    keyword: null,
    evidence: null,
    completions: [],
    ...more,
  });
}

/** What must hold of every result, whatever a model did: as many as asked for, valid, distinct, each labelled. */
export function expectHonest({ concepts, source, fallback, topic }: ConceptsResult, count = 3): void {
  const drafts = concepts.map(({ title, description, tags, thumbnailIdea }) => ({
    title,
    description,
    tags,
    thumbnailIdea,
  }));
  const read = readConcepts({ concepts: drafts }, { topic, count, language: language('en') }, []);
  expect(read).toEqual({ drafts, problems: [] });
  const templates = concepts.filter((concept) => concept.source === 'template').length;
  expect(source.kind).toBe(templates === 0 ? 'ai' : templates === count ? 'template' : 'mixed');
  expect(fallback?.concepts ?? 0).toBe(templates);
  if (fallback !== null) expect(fallback.why).not.toBe('');
  for (const { seo } of concepts) {
    expect(seo.score).toBeCloseTo(seo.parts.reduce((sum, { points }) => sum + (points ?? 0), 0));
  }
}
