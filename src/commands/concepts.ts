import { defineCommand, one, type Input } from '../command.js';
import type { Context } from '../context.js';
import { cleanText } from '../domain/concepts/clean-text.js';
import { languageOf, type Language } from '../domain/concepts/language.js';
import { TEMPLATE_LANGUAGES, templateLanguage } from '../domain/concepts/template-concepts.js';
import { Failure, isSubjectFailure } from '../errors.js';
import { count, OUTPUT_FLAGS, text, VIDEO_FLAGS } from '../flags.js';
import type { TextModel } from '../providers/ports/text-model.js';
import { channelEvidence, type ChannelEvidence } from '../tools/concepts/channel-evidence.js';
import { conceptsQuestion, MOST_EVIDENCE } from '../tools/concepts/concepts-question.js';
import {
  conceptsWish,
  makeConcepts,
  type ConceptsRequest,
  type ConceptsResult,
} from '../tools/concepts/make-concepts.js';
import { planConcepts, usualAnswer } from '../tools/concepts/plan-concepts.js';
import { CostTally } from '../tools/cost-tally.js';
import { asOneSet } from '../tools/hashtags.js';
import { inTurns } from '../tools/in-turns.js';
import { modelEstimate } from '../tools/model-estimate.js';
import { findOutliers } from '../tools/outliers.js';
import { confirmSpending, SPENDING_FLAGS } from './ask-before-spending.js';
import { CONCEPT_COLUMNS, conceptsScreen } from './concepts-screen.js';
import { plural } from './headline.js';
import { rememberResult } from './remember-result.js';
import { askForVideos, planForVideos, REMOTE_VIDEO_FLAGS } from './video-question.js';

const DEFAULT_COUNT = 3;
const MOST = 10;

const FLAGS = {
  channel: text('a channel whose outliers are the evidence: an @handle, id or URL, or its name in a file', 'CHANNEL'),
  count: count(`how many, up to ${MOST}`, { shownDefault: String(DEFAULT_COUNT) }),
  language: {
    ...text('the language to write in: en, de, pt-BR …', 'LL'),
    shownDefault: 'en',
  },
  keyword: { ...text('the words that people are to find the videos by', 'WORDS'), shownDefault: 'the topic' },
  seed: count('another number, another choice of structures', { least: 0, shownDefault: '0' }),
  ...VIDEO_FLAGS,
  ...SPENDING_FLAGS,
  ...OUTPUT_FLAGS,
} as const;

export const concepts = defineCommand({
  name: 'concepts',
  summary: 'Go from a topic to concepts: title, description, tags, thumbnail idea',
  details:
    'Each title is scored by the rules of this program, with its parts, never by the model that wrote it. Without a key ' +
    'for Gemini, offline, or where the model fails, structures written by hand stand in, each marked as a template: ' +
    `starting points, in ${TEMPLATE_LANGUAGES.join(', ')}. Everything is kept: insight history concepts.`,
  argument: { name: 'topic', describe: 'what the videos are about, in any language', required: true, variadic: true },
  flags: FLAGS,
  examples: [
    { words: 'concepts sourdough for beginners', does: 'three concepts' },
    { words: 'concepts sourdough --channel @yourchannel', does: 'with what did best on that channel as evidence' },
    { words: 'concepts Sauerteig --language de --count 5 --json', does: 'five in German as JSON' },
    { words: 'concepts sourdough --plan', does: 'what it would cost' },
  ],
  rows: 'concepts',
  columns: CONCEPT_COLUMNS,
  plan: async (context, input) => {
    const request = readRequest(input);
    const model = input.flags.offline ? null : await context.textModel();
    const channel = await planForEvidence(context, input);
    return planConcepts(request, { model, channel, offline: input.flags.offline, at: context.now() });
  },
  run: async (context, input) => {
    const { flags } = input;
    const request = readRequest(input);
    const begun = context.now();
    const { model, why } = await modelFor(context, flags.offline);
    const evidence = await evidenceFor(context, input);
    const tally = new CostTally();
    const wish = conceptsWish({ ...request, evidence, completions: await completions(context, request, tally) });
    if (model !== null) await confirmed(context, model, { ...request, evidence }, flags);
    const result = await makeConcepts(wish, {
      model,
      why,
      tally,
      now: context.now,
      seed: flags.seed ?? 0,
      onProgress: (words) => {
        context.progress(words);
      },
      signal: context.signal,
    });
    noteFallback(context, result);
    return one({ ...result, historyId: await kept(context, result, begun) });
  },
  remote: {
    tool: 'concepts',
    subject: 'topic',
    sends: ['channel', 'count', 'language', 'keyword', 'seed', ...REMOTE_VIDEO_FLAGS],
    // It is kept at the server, and the history here knows nothing of it.
    receive: (_, result) => Promise.resolve({ ...result, historyId: null }),
  },
  screen: conceptsScreen,
});

type Asked = Input<typeof FLAGS>;

function readRequest({ words, flags }: Asked): ConceptsRequest {
  const topic = words.join(' ').replace(/\s+/gu, ' ').trim();
  if (cleanText(topic, false) === '') {
    throw new Failure('usage', 'which topic?', 'for example: insight concepts sourdough for beginners');
  }
  const wanted = flags.count ?? DEFAULT_COUNT;
  if (wanted > MOST)
    throw new Failure('usage', `--count takes 1 to ${MOST}, not ${wanted}`, `for example --count ${MOST}`);
  const keyword = flags.keyword?.trim() === '' ? null : (flags.keyword?.trim() ?? null);
  return {
    topic,
    count: wanted,
    language: languageNamed(flags.language),
    keyword,
    evidence: null,
    completions: [],
  };
}

function languageNamed(code: string | null): Language {
  const found = languageOf(code ?? 'en');
  if (found !== null) return found;
  throw new Failure('usage', `--language does not know "${code ?? ''}"`, 'use a code such as en, de, pt-BR or hi');
}

/** Whose videos are evidence, as words and flags of a look at videos; null for nobody's. */
function evidenceWanted({ flags }: Asked): readonly string[] | null {
  if (flags.channel === null) return flags.from.length > 0 ? [] : null;
  if (flags.channel !== '-') return [flags.channel];
  throw new Failure('usage', '--channel takes one channel, not a list from stdin', 'name it');
}

async function evidenceFor(context: Context, asked: Asked): Promise<ChannelEvidence | null> {
  const words = evidenceWanted(asked);
  if (words === null) return null;
  const answer = await askForVideos(context, words, asked.flags);
  const set = asOneSet(answer.channels.flatMap((found) => (isSubjectFailure(found) ? [] : [found])));
  if (set === null) return null;
  return channelEvidence(set, await inTurns(findOutliers(set, answer.asOf(set)), context.signal));
}

async function planForEvidence(context: Context, asked: Asked) {
  const words = evidenceWanted(asked);
  return words === null ? null : planForVideos(context, words, asked.flags);
}

async function modelFor(context: Context, offline: boolean): Promise<{ model: TextModel | null; why: string }> {
  if (offline) return { model: null, why: '--offline asks nobody' };
  return { model: await context.textModel(), why: 'there is no GEMINI_API_KEY' };
}

/** What people type after the topic: welcome as evidence, and no reason to fail. */
async function completions(
  context: Context,
  { topic, language }: ConceptsRequest,
  { onCost }: CostTally,
): Promise<readonly string[]> {
  try {
    const source = await context.suggestSource();
    const [base = null] = language.code.split('-');
    const asked = { query: topic, region: null, language: base, onCost, signal: context.signal };
    return (await source.suggest(asked)).words;
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
    return [];
  }
}

async function confirmed(
  context: Context,
  model: TextModel,
  request: Omit<ConceptsRequest, 'completions'>,
  { yes, noInput }: { readonly yes: boolean; readonly noInput: boolean },
): Promise<void> {
  const question = conceptsQuestion({ ...request, words: [] });
  const { estimate } = modelEstimate(model, question, {
    usualTokens: usualAnswer(request.count),
    unread: MOST_EVIDENCE,
    at: context.now(),
  });
  await confirmSpending(context, { usd: { least: estimate.usdLeast, most: estimate.usdMost }, yes, noInput });
}

function noteFallback(context: Context, { fallback, concepts: all, language }: ConceptsResult): void {
  if (fallback === null) return;
  const which =
    fallback.concepts === all.length ? plural(all.length, 'concept') : `${fallback.concepts} of ${all.length}`;
  context.note(
    `templates: ${which} from structures and no model, because ${fallback.why}. ` +
      'They are starting points: what a title promises is yours to keep.',
  );
  if (templateLanguage(language) !== language.split('-')[0]) {
    context.note(`there are no structures in ${language}: those are in English.`);
  }
}

async function kept(context: Context, result: ConceptsResult, begun: number): Promise<string | null> {
  const at = context.now();
  const { model } = result;
  return rememberResult(context, {
    kind: 'concepts',
    at,
    prompt: result.topic,
    provider: model?.provider ?? null,
    model: model?.model ?? null,
    usd: model === null ? 0 : model.usd,
    tokensIn: model?.tokensIn ?? null,
    tokensOut: model?.tokensOut ?? null,
    ms: at - begun,
    result,
    files: [],
  });
}
