import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TextModel } from '../../../src/providers/ports/text-model.js';
import { makeConcepts } from '../../../src/tools/concepts/make-concepts.js';
import { CostTally } from '../../../src/tools/cost-tally.js';
import { startEmulator, type Emulator } from '../../emulator/emulator.js';
import type { Fault } from '../../emulator/faults.js';
import { seededRandom } from '../../emulator/seeded-random.js';
import { TEST_SEED } from '../../test-seed.js';
import { modelAt, NOW } from '../../providers/gemini/gemini-parts.js';
import { expectHonest, wishFor } from './made-concepts.js';

/** Null: this call is answered well. The stock of what can go wrong with an answer, and with getting one. */
const MISBEHAVIOUR: readonly (Fault['kind'] | null)[] = [
  null,
  null,
  'gemini:bad-json',
  'gemini:wrong-shape',
  'gemini:too-many',
  'gemini:too-few',
  'gemini:duplicates',
  'gemini:fenced',
  'gemini:proto',
  'gemini:huge',
  'gemini:cut',
  'gemini:unfinished',
  'gemini:safety',
  'gemini:recitation',
  'gemini:blocked',
  'gemini:no-candidates',
  'gemini:per-day',
  'gemini:forbidden',
  'gemini:overloaded',
];
const SUBJECTS = [
  'sourdough',
  'winter hiking',
  'パン',
  'Rust für Anfänger',
  'ما هو الخبز',
  '🎸 solos',
  'C++',
  'a',
  'how to',
  '"quotes"',
  '🍞🥖',
  '$& {t} {k} {topic}',
  'word '.repeat(100).trim(),
  '橋'.repeat(500),
];
/** Each subject as it is, and then with a number, so that no two are the same. */
const TOPICS = Array.from({ length: 200 }, (_, index) => {
  const subject = SUBJECTS[index % SUBJECTS.length] ?? '';
  return index < SUBJECTS.length ? subject : `${subject} ${index}`;
});

type Twist = (concepts: readonly object[]) => readonly unknown[];

/** What the emulator cannot do to one list alone: a concept too few, five, two with one title, one without tags. */
const TWISTS: readonly [Twist, ...Twist[]] = [
  (concepts) => concepts,
  (concepts) => concepts.slice(0, 2),
  (concepts) => [...concepts, ...concepts.slice(0, 2)],
  ([first = {}, ...rest]) => [first, ...rest.map((one) => ({ ...one, title: 'title' in first ? first.title : '' }))],
  ([first = {}, ...rest]) => [{ ...first, tags: [] }, ...rest],
  (concepts) => [null, 'a concept', ...concepts.slice(2)],
];

/** The model, each of whose answers is twisted on its way. */
function twisted(model: TextModel, twist: () => Twist): TextModel {
  return {
    ...model,
    ask: (question) =>
      model.ask({
        ...question,
        read: (answer) => {
          const { concepts } = answer as { readonly concepts?: readonly object[] };
          return question.read(Array.isArray(concepts) ? { concepts: twist()(concepts) } : answer);
        },
      }),
  };
}

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.reset();
});
afterAll(() => emulator.close());

describe('two hundred topics with a model that misbehaves at random', () => {
  it('each get exactly three valid, distinct concepts, and a label on those that are no model’s', async () => {
    const random = seededRandom(TEST_SEED);
    const pick = () => MISBEHAVIOUR[Math.floor(random() * MISBEHAVIOUR.length)] ?? null;
    const kinds: Record<string, number> = {};
    for (const topic of TOPICS) {
      emulator.reset();
      const faults = [pick(), pick()];
      // Asked in this order: the first call, and its repair.
      for (const kind of faults) if (kind !== null) emulator.fail({ path: '/v1beta/models/', kind, times: 1 });
      const model = twisted(modelAt(emulator).model, () => TWISTS[Math.floor(random() * TWISTS.length)] ?? TWISTS[0]);
      const result = await makeConcepts(wishFor(topic), {
        model,
        why: '',
        tally: new CostTally(),
        now: () => NOW,
        seed: 0,
      });
      try {
        expectHonest(result);
      } catch (error) {
        throw new Error(`seed ${TEST_SEED}, topic "${topic}", ${faults.join(' and ')}`, { cause: error });
      }
      kinds[result.source.kind] = (kinds[result.source.kind] ?? 0) + 1;
    }
    // Neither end of the scale alone would show anything.
    expect(kinds.ai).toBeGreaterThan(20);
    expect(kinds.template).toBeGreaterThan(40);
    expect(kinds.mixed).toBeGreaterThan(20);
  }, 120_000);

  it.each(MISBEHAVIOUR.filter((kind) => kind !== null))('%s alone leaves three good ones too', async (kind) => {
    emulator.fail({ path: '/v1beta/models/', kind });
    const { model } = modelAt(emulator);
    expectHonest(
      await makeConcepts(wishFor('sourdough'), { model, why: '', tally: new CostTally(), now: () => NOW, seed: 0 }),
    );
  });
});
