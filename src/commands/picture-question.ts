import type { Context } from '../context.js';
import { isAddress, mostOpeningRequests } from '../domain/picture-address.js';
import type { PlannedCost, PlanReport } from '../domain/planned-cost.js';
import { NO_COST } from '../domain/source.js';
import { Failure } from '../errors.js';
import { toggle, type FlagValues } from '../flags.js';
import type { Picture } from '../providers/ports.js';
import type { TextModel } from '../providers/ports/text-model.js';
import type { PictureViewer } from '../providers/ports/picture-viewer.js';
import { addPlans, modelEstimate, type ModelPlan } from '../tools/model-estimate.js';
import { CostTally } from '../tools/cost-tally.js';
import { freePlan, planReport } from '../tools/plan-report.js';
import { PICTURE_QUESTION, seenInPicture } from '../tools/picture-tags.js';
import { measurePicture, type Looking, type MeasuredPicture } from '../tools/score-thumbnail.js';
import { confirmSpending, SPENDING_FLAGS } from './ask-before-spending.js';
import { rememberAnswer } from './remember-result.js';

/** Flags of every command that looks at a picture. */
export const PICTURE_FLAGS = {
  allowPrivate: toggle('let the address of the image lead into your own network'),
  ...SPENDING_FLAGS,
} as const;

export const IMAGE = {
  name: 'image',
  describe: 'a file, or the address of one',
  required: true,
  variadic: false,
} as const;

type PictureFlags = FlagValues<typeof PICTURE_FLAGS>;

/** Thinking is short here. */
const USUAL_TOKENS = 400;
/** What a picture counts as, in characters: Gemini takes some 1,100 tokens for one. */
const PICTURE_CHARACTERS = 4_500;

/** A picture that was opened. */
export interface OpenedPicture {
  readonly image: string;
  readonly viewer: PictureViewer;
  readonly picture: Picture;
}

/** Opens the picture that a command line names. @throws Failure `usage`, `not-found`, `provider` */
export async function openPicture(
  context: Context,
  [image = '']: readonly string[],
  { allowPrivate }: Pick<PictureFlags, 'allowPrivate'>,
): Promise<OpenedPicture> {
  if (image.trim() === '') throw new Failure('usage', 'which image?', 'name a file, or the address of one');
  await context.showProgress();
  const viewer = await context.pictureViewer();
  return { image, viewer, picture: await viewer.open(image, allowPrivate) };
}

/** What asking a model about a picture takes. */
export function picturePlan(context: Pick<Context, 'now'>, model: TextModel): ModelPlan {
  return modelEstimate(model, PICTURE_QUESTION, {
    usualTokens: USUAL_TOKENS,
    unread: PICTURE_CHARACTERS,
    at: context.now(),
  });
}

interface Look<R> {
  /** Null: it is measured alone. */
  readonly model: TextModel | null;
  readonly flags: PictureFlags;
  /** Under which it is kept. */
  readonly kind: 'tags' | 'scores';
  readonly describe: (measured: MeasuredPicture, looking: Looking) => R;
}

/** What opening a picture takes: nothing for a file. */
export function openingPlan(image: string): { readonly usual: PlannedCost; readonly atMost: PlannedCost } {
  return {
    usual: { ...NO_COST, requests: isAddress(image) ? 1 : 0 },
    atMost: { ...NO_COST, requests: mostOpeningRequests(image) },
  };
}

/** What looking at a picture costs: nothing for a file without a model. */
export function planForPicture(
  context: Pick<Context, 'now'>,
  [image = '']: readonly string[],
  model: TextModel | null,
): PlanReport {
  if (model === null && !isAddress(image)) return freePlan('file');
  const opening = openingPlan(image);
  const asked = model === null ? null : picturePlan(context, model);
  const usual = addPlans(opening.usual, asked?.usual ?? NO_COST);
  const atMost = addPlans(opening.atMost, asked?.atMost ?? NO_COST);
  const kind = asked === null ? 'file' : 'ai';
  return planReport(kind, { usual, atMost }, [{ subject: image, ...atMost }], asked?.estimate ?? null);
}

/**
 * Measures a picture, and asks a model what it shows where there is one: what it says is kept in the history.
 * @throws Failure of the model, `usage`
 */
export async function lookedAt<R extends object>(
  context: Context,
  { image, viewer, picture }: OpenedPicture,
  { model, flags, kind, describe }: Look<R>,
): Promise<R> {
  const begun = context.now();
  const tally = new CostTally();
  let seen = null;
  if (model !== null) {
    const { usdLeast: least, usdMost: most } = picturePlan(context, model).estimate;
    await confirmSpending(context, { usd: { least, most }, yes: flags.yes, noInput: flags.noInput });
    seen = await seenInPicture(model, await viewer.smaller(picture), {
      meter: tally,
      onProgress: (words) => {
        context.progress(words);
      },
      signal: context.signal,
    });
  }
  const measured = await measurePicture(viewer, image, picture, seen);
  const result = describe(measured, { viewer, tally, now: context.now() });
  if (model !== null) await rememberAnswer(context, kind, { prompt: image, begun, model, tally, result });
  return result;
}
