import { defineCommand, one, type Command } from '../command.js';
import type { PlannedCost, PlanReport, PriceEstimate } from '../domain/planned-cost.js';
import type { Column, Screen } from '../domain/screen.js';
import { usdRange } from '../domain/usd-words.js';
import { freePlan } from '../tools/plan-report.js';

/** Every field of a plan's row. */
export const PLAN_COLUMNS: readonly Column[] = [
  { field: 'subject', header: 'AT MOST', figure: 'text', describe: 'what is looked at' },
  { field: 'requests', header: 'REQUESTS', figure: 'whole', describe: 'requests; null where nobody can know' },
  { field: 'units', header: 'UNITS', figure: 'whole', describe: 'YouTube units' },
  { field: 'searches', header: 'SEARCHES', figure: 'whole', describe: 'calls of YouTube search' },
  { field: 'modelCalls', header: 'MODEL CALLS', figure: 'whole', describe: 'calls of a language model' },
  { field: 'usd', header: 'USD', figure: 'usd', describe: 'US dollars' },
];

/** The same command under `--plan`: it says what it would cost, and does nothing. */
export function planned(command: Command): Command {
  const { name, summary, argument, flags, plan } = command;
  const declared = defineCommand({
    name: '--plan',
    summary,
    ...(argument === null ? {} : { argument }),
    flags,
    examples: [],
    rows: 'plan.subjects',
    columns: PLAN_COLUMNS,
    run: async (context, input) => one(plan === null ? freePlan() : await plan(context, input.words, input.flags)),
    screen: (report, { columns }) => planScreen(report, columns ?? PLAN_COLUMNS),
  });
  return { ...declared, name };
}

function planScreen({ plan: { atMost, usual, subjects, estimate } }: PlanReport, columns: readonly Column[]): Screen {
  if (Object.values(atMost).every((cost) => cost === 0)) {
    return [{ kind: 'lines', lines: [{ text: 'This costs nothing: no request, no unit, no money.', tone: 'strong' }] }];
  }
  const together = subjects.length > 1 ? [{ rows: [{ subject: 'together', ...atMost }] }] : [];
  const known = usual.requests !== null;
  return [
    {
      kind: 'lines',
      lines: [{ text: known ? `Usually ${costWords(usual)}, if nothing is kept.` : UNKNOWN, tone: 'strong' }, ''],
    },
    { kind: 'table', columns, sections: [{ rows: subjects }, ...together] },
    {
      kind: 'lines',
      lines: [
        ...(estimate === undefined ? [] : [estimateWords(estimate)]),
        { text: 'At most: when every request fails as often as it may. Nothing was asked.', tone: 'muted' },
      ],
    },
  ];
}

function estimateWords({ model, tokensIn, tokensOut, usdLeast, usdMost, priceListDate }: PriceEstimate): string {
  const tokens =
    tokensIn === null || tokensOut === null
      ? ''
      : `about ${tokensIn} tokens in, at most ${tokensOut} out (estimated), `;
  const list = priceListDate === null ? 'not on the price list' : `by the price list of ${priceListDate}`;
  return `${model}: ${tokens}${usdRange(usdLeast, usdMost)}, ${list}.`;
}

const UNKNOWN = 'Nobody knows before it is read how much there is: --limit bounds it.';

function costWords({ requests, units, searches, modelCalls }: PlannedCost): string {
  const many = (count: number | null, word: string, words = `${word}s`) =>
    `${count ?? 0} ${count === 1 ? word : words}`;
  return [
    many(requests, 'request'),
    many(units, 'unit'),
    ...(searches === 0 ? [] : [many(searches, 'search', 'searches')]),
    ...(modelCalls === 0 ? [] : [many(modelCalls, 'model call')]),
  ].join(', ');
}
