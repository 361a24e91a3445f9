import type { Concept, ConceptDraft } from '../../domain/concepts/concept.js';
import { descriptionText } from '../../domain/concepts/concept.js';
import { evidenceWords } from '../../domain/concepts/evidence-words.js';
import type { Language } from '../../domain/concepts/language.js';
import { readConcepts } from '../../domain/concepts/read-concepts.js';
import { templateConcepts, templateLanguage } from '../../domain/concepts/template-concepts.js';
import { seoScore } from '../../domain/seo/seo-score.js';
import { addCosts, NO_COST, type Source } from '../../domain/source.js';
import type { Channel } from '../../domain/video.js';
import { Failure } from '../../errors.js';
import type { ModelQuestion, TextModel } from '../../providers/ports/text-model.js';
import type { CostTally } from '../cost-tally.js';
import { SCHEMA_VERSION } from '../result.js';
import type { ChannelEvidence, OutlierTitle } from './channel-evidence.js';
import { conceptsQuestion, type ConceptsWish } from './concepts-question.js';

export interface ConceptsResult {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** `ai`, `template`, or `mixed`; the cost is that of the evidence and of the model together. */
  readonly source: Source;
  readonly asOf: string;
  readonly topic: string;
  readonly language: string;
  /** What the scores were worked out with. */
  readonly keyword: string;
  readonly channel: Channel | null;
  readonly evidence: {
    readonly outliers: readonly OutlierTitle[];
    readonly titles: number;
    /** Words that stand beside the topic. */
    readonly words: readonly string[];
  };
  /** What was asked of a model; null when none was asked. `usd` is null when its price is not on the list. */
  readonly model: {
    readonly provider: string;
    readonly model: string;
    readonly tokensIn: number;
    readonly tokensOut: number;
    readonly usd: number | null;
  } | null;
  /** Why structures stand in, how many, and in which language; null when all is the model's. */
  readonly fallback: { readonly why: string; readonly concepts: number; readonly language: string } | null;
  readonly concepts: readonly Concept[];
}

/** A result that was put into the history. */
export interface KeptConcepts extends ConceptsResult {
  /** Its id there; null when it could not be kept. */
  readonly historyId: string | null;
}

export interface ConceptsParts {
  /** Null: structures alone. */
  readonly model: TextModel | null;
  /** Why there is no model, in words that follow "because". */
  readonly why: string;
  /** What was spent on the words of the evidence; what the model takes is added. */
  readonly tally: CostTally;
  /** Milliseconds. */
  readonly now: () => number;
  /** Of the structures. */
  readonly seed: number;
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** What is asked for before the evidence is worked through. */
export interface ConceptsRequest {
  readonly topic: string;
  readonly count: number;
  readonly language: Language;
  readonly keyword: string | null;
  readonly evidence: ChannelEvidence | null;
  /** What people type after the topic, as far as it is known. */
  readonly completions: readonly string[];
}

/** The wish with the words that the evidence gives. */
export function conceptsWish({ completions, ...request }: ConceptsRequest): ConceptsWish {
  const { topic, language, evidence } = request;
  const titles = [...(evidence?.outliers ?? []).map(({ title }) => title), ...(evidence?.titles ?? [])];
  const words = evidenceWords(topic, language.code, {
    titles: [...new Set(titles)],
    tags: evidence?.tags ?? [],
    completions,
  });
  return { ...request, words };
}

/**
 * Exactly as many concepts as asked for: the model's that hold, and structures in the place of those that do not. That a
 * model fails, refuses or cannot be reached is no failure.
 * @throws Failure `interrupted`
 */
export async function makeConcepts(wish: ConceptsWish, parts: ConceptsParts): Promise<ConceptsResult> {
  const { topic, count, language, words, evidence } = wish;
  const { tally } = parts;
  const asked = await askModel(wish, parts);
  const missing = count - asked.drafts.length;
  const templates =
    missing === 0
      ? []
      : templateConcepts({
          topic,
          count: missing,
          language: language.code,
          words,
          seed: parts.seed,
          before: asked.drafts.map(({ title }) => title),
        });
  const keyword = wish.keyword ?? topic;
  const scored = (source: Concept['source']) => (draft: ConceptDraft) => ({
    ...draft,
    source,
    seo: seoScore({
      title: draft.title,
      description: descriptionText(draft.description),
      tags: draft.tags,
      keyword,
      lastTitles: evidence?.titles ?? null,
    }),
  });
  const at = new Date(parts.now()).toISOString();
  const { model } = parts;
  return {
    schemaVersion: SCHEMA_VERSION,
    source: {
      kind: missing === 0 ? 'ai' : asked.drafts.length === 0 ? 'template' : 'mixed',
      fetchedAt: at,
      cached: false,
      cost: addCosts(evidence?.source.cost ?? NO_COST, tally.cost),
    },
    asOf: at,
    topic,
    language: language.code,
    keyword,
    channel: evidence?.channel ?? null,
    evidence: { outliers: evidence?.outliers ?? [], titles: evidence?.titles.length ?? 0, words },
    model:
      model === null
        ? null
        : {
            provider: model.provider,
            model: model.model,
            tokensIn: tally.tokensIn,
            tokensOut: tally.tokensOut,
            usd: tally.priced ? tally.cost.usd : null,
          },
    fallback:
      missing === 0 ? null : { why: asked.why, concepts: templates.length, language: templateLanguage(language.code) },
    concepts: [...asked.drafts.map(scored('ai')), ...templates.map(scored('template'))],
  };
}

/** The concepts of the model that hold, gathered over its answer and its repair, and why there are no more. */
async function askModel(
  wish: ConceptsWish,
  { model, why, tally, signal, onProgress }: ConceptsParts,
): Promise<{ readonly drafts: readonly ConceptDraft[]; readonly why: string }> {
  if (model === null) return { drafts: [], why };
  const drafts: ConceptDraft[] = [];
  const question: ModelQuestion<null> = {
    ...conceptsQuestion(wish),
    read: (answer) => {
      const taken = drafts.map(({ title }) => title);
      const { drafts: good, problems } = readConcepts(answer, { ...wish, count: wish.count - taken.length }, taken);
      drafts.push(...good);
      if (drafts.length < wish.count) throw new Error(toRepair(problems, drafts));
      return null;
    },
    meter: tally,
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  };
  try {
    await model.ask(question);
    return { drafts, why: '' };
  } catch (error) {
    if (!(error instanceof Failure) || !['key', 'quota', 'provider'].includes(error.kind)) throw error;
    return { drafts, why: error.message.replace(/\.$/, '') };
  }
}

/** What was wrong, and which titles are good already and need not come again. */
function toRepair(problems: readonly string[], good: readonly ConceptDraft[]): string {
  const kept = good.map(({ title }) => JSON.stringify(title)).join(', ');
  return [
    ...problems,
    ...(good.length === 0 ? [] : [`Kept are those titled ${kept}: give all others anew, with other titles.`]),
  ].join(' ');
}
