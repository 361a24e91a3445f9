import { describe, expect, it } from 'vitest';
import { confirmSpending, type Spending } from '../../src/commands/ask-before-spending.js';

const SPENDING: Spending = { usd: { least: 0.2, most: 0.4 }, yes: false, noInput: false };

/** How the question about a spending ends, and what was asked. */
async function ask(spending: Partial<Spending>, { person = true, answer = true, limit = '0.10' } = {}) {
  const asked: string[] = [];
  const context = {
    setting: () => limit,
    person: {
      canBeAsked: person,
      askYesNo: (question: string) => {
        asked.push(question);
        return Promise.resolve(answer);
      },
    },
  };
  const end = await confirmSpending(context, { ...SPENDING, ...spending }).then(
    () => 'spent',
    (error: unknown) => (error instanceof Error && 'kind' in error ? error.kind : error),
  );
  return { end, asked };
}

describe('before money is spent', () => {
  it.each([
    ['nothing', 0],
    ['exactly the limit', 0.1],
  ])('nobody is asked about %s', async (_what, most) => {
    expect(await ask({ usd: { least: 0, most } })).toEqual({ end: 'spent', asked: [] });
    expect(await ask({ usd: { least: 0, most } }, { person: false })).toEqual({ end: 'spent', asked: [] });
  });

  it('a person is asked above the limit, with the price', async () => {
    expect(await ask({})).toEqual({ end: 'spent', asked: ['This may cost $0.20 to $0.40. Go on?'] });
    expect(await ask({}, { answer: false })).toMatchObject({ end: 'interrupted' });
  });

  it('a person is asked when nobody knows the price', async () => {
    const { asked } = await ask({ usd: { least: 0, most: null } });
    expect(asked).toEqual(['This may cost an unknown price. Go on?']);
  });

  it('a script has to say --yes, and whoever wants no questions too', async () => {
    expect(await ask({}, { person: false })).toEqual({ end: 'usage', asked: [] });
    expect(await ask({ noInput: true })).toEqual({ end: 'usage', asked: [] });
    expect(await ask({ yes: true }, { person: false })).toEqual({ end: 'spent', asked: [] });
    expect(await ask({ yes: true, usd: { least: 0, most: null } }, { person: false })).toMatchObject({ end: 'spent' });
  });

  it('a script is told what would allow it, where it runs', async () => {
    const person = { canBeAsked: false, askYesNo: () => Promise.resolve(false) };
    const refused = (more: object) =>
      confirmSpending({ setting: () => '0.10', person, ...more }, SPENDING).catch((error: unknown) => error);
    expect(await refused({})).toMatchObject({
      message: 'this may cost $0.20 to $0.40, and more than $0.10 is not spent unasked',
      hint: 'allow it with --yes, look with --plan, or raise INSIGHT_ASK_ABOVE_USD',
    });
    expect(await refused({ toSpendMore: 'ask for less' })).toMatchObject({
      message: 'this may cost $0.20 to $0.40, and more than $0.10 is not spent on one run',
      hint: 'ask for less',
    });
  });

  it('the limit is a setting', async () => {
    expect(await ask({}, { limit: '0.4' })).toEqual({ end: 'spent', asked: [] });
    expect(await ask({ usd: { least: 0.01, most: 0.01 } }, { limit: '0', person: false })).toMatchObject({
      end: 'usage',
    });
  });
});
