import fc from 'fast-check';

/**
 * Where every random choice of a property begins. The same in every run, so that what passed once on these sources
 * passes again, and red means changed. `npm run test:anew` begins at another place: that is the search for what no
 * run has met yet, and what it finds is added to the examples of its property.
 */
export const TEST_SEED = Number(process.env.INSIGHT_TEST_SEED ?? 20_261_121);

// A setup file of Vitest too: every worker takes it from here.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: TEST_SEED });
