import * as fc from 'fast-check';
import { mean, standardDeviation } from 'simple-statistics';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../src/domain/age.js';
import { coefficientOfVariation, uploadRhythm } from '../../src/domain/upload-rhythm.js';

const days = (...given: number[]) => Float64Array.from(given, (day) => day * DAY_MS);

test('the rhythm of uploads on the days 0, 1, 3 and 7, asked on day 9', () => {
  // By hand: gaps 1 2 4, mean 7/3, population variance 14/9, so CV = sqrt(14/9) / (7/3) = sqrt(14) / 7.
  const rhythm = uploadRhythm(days(0, 1, 3, 7), 9 * DAY_MS);
  expect(rhythm).toMatchObject({ gapsDays: Float64Array.of(1, 2, 4), medianGapDays: 2, daysSinceLast: 2, spanDays: 9 });
  expect(rhythm?.perWeek).toBeCloseTo(3, 12);
  expect(rhythm?.gapCv).toBeCloseTo(Math.sqrt(14) / 7, 12);
});

test('one upload has no gaps, none has no rhythm', () => {
  expect(uploadRhythm(days(3), 5 * DAY_MS)).toEqual({
    gapsDays: Float64Array.of(),
    perWeek: null,
    medianGapDays: null,
    gapCv: null,
    daysSinceLast: 2,
    spanDays: 2,
  });
  expect(uploadRhythm(days(), 0)).toBeNull();
});

test('uploads of one instant have gaps of 0 and no rate', () => {
  expect(uploadRhythm(days(3, 3, 3), 5 * DAY_MS)).toMatchObject({
    perWeek: null,
    medianGapDays: 0,
    gapCv: null,
    daysSinceLast: 2,
  });
});

test('variation is the population standard deviation over the mean, as simple-statistics has it', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), { minLength: 1 }), (gaps) => {
      expect(coefficientOfVariation(Float64Array.from(gaps))).toBeCloseTo(standardDeviation(gaps) / mean(gaps), 9);
    }),
  );
});
