import { picturePrice } from '../domain/picture-prices.js';
import { Failure, UnknownOutcome } from '../errors.js';
import type { Download } from './http/download.js';
import type { MadePicture, PictureMaker, PictureWish } from './ports.js';
import { modelInput } from './replicate/model-input.js';
import { isOver, pictureOf, type Prediction } from './replicate/prediction.js';
import { predictions, withoutStop, type Predictions, type ReplicateParts } from './replicate/predictions.js';
import { LOOK_THERE } from './replicate/refusal.js';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5_000;
const LONGER = 1.6;
const MOST_MS = 180_000;
/** Who pressed Ctrl-C waits so long for the answer that names what is to be cancelled. */
const LAST_CHANCE_MS = 500;

export interface ReplicateMaker extends ReplicateParts {
  readonly model: string;
  readonly takesReference: boolean;
  readonly download: Download;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

/** Pictures by a model on replicate.com. A prediction is created once, looked at until it is over, or else cancelled. */
export function replicateMaker(parts: ReplicateMaker): PictureMaker {
  const { model, takesReference } = parts;
  const calls = predictions(parts);
  return {
    provider: 'replicate',
    model,
    takesReference,
    make: async (wish) => {
      const created = await letGoOr(parts, wish, calls, calls.create(model, modelInput(model, wish)));
      const done = await followed(parts, calls, created, wish);
      return pictureFrom(parts, done, wish);
    },
  };
}

/** The created prediction; an interruption waits a moment for it, since only what has a name can be cancelled. */
async function letGoOr(
  { sleep }: ReplicateMaker,
  { signal }: PictureWish,
  calls: Predictions,
  creating: Promise<Prediction>,
): Promise<Prediction> {
  const interrupted = new Promise<'interrupted'>((resolve) => {
    const tell = () => {
      resolve('interrupted');
    };
    if (signal?.aborted === true) tell();
    signal?.addEventListener('abort', tell);
  });
  const first = await Promise.race([creating, interrupted]);
  if (first !== 'interrupted') return first;
  const named = await Promise.race([creating.catch(() => null), sleep(LAST_CHANCE_MS).then(() => null)]);
  const gone = named !== null && (isOver(named) || (await calls.cancel(named.id)));
  throw stopped(gone);
}

async function followed(
  { now, sleep }: ReplicateMaker,
  calls: Predictions,
  created: Prediction,
  { signal, onProgress }: PictureWish,
): Promise<Prediction> {
  const begun = now();
  let prediction = created;
  try {
    for (let wait = FIRST_WAIT; !isOver(prediction); wait = Math.min(LONGEST_WAIT, wait * LONGER)) {
      const seconds = Math.round((now() - begun) / 1000);
      onProgress?.(`Replicate: ${prediction.status} (${seconds} s)`);
      if (now() - begun + wait > MOST_MS) throw tooSlow();
      await sleep(wait, signal);
      prediction = await calls.get(created.id, signal);
    }
    return prediction;
  } catch (error) {
    const gone = await calls.cancel(created.id);
    if (signal?.aborted === true) throw stopped(gone);
    if (!(error instanceof Failure)) throw error;
    if (gone) throw new Failure(error.kind, `${withoutStop(error.message)}; the prediction was cancelled`, error.hint);
    const lost = `${withoutStop(error.message)}; prediction ${created.id} may go on`;
    throw new UnknownOutcome(error.kind, lost, LOOK_THERE);
  }
}

async function pictureFrom(
  { model, download }: ReplicateMaker,
  done: Prediction,
  { signal }: PictureWish,
): Promise<MadePicture> {
  const url = pictureOf(done);
  try {
    const wish = { what: 'Replicate', url, allowPrivate: false };
    const picture = await download(signal === undefined ? wish : { ...wish, signal });
    const usd = picturePrice('replicate', model)?.usd ?? null;
    return { picture, model, remoteId: done.id, usd, notes: [] };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'interrupted') throw error;
    // The address is Replicate's, so whatever is wrong with it is no mistake of the user.
    const hint = `it is kept for an hour at replicate.com/p/${done.id}`;
    throw new UnknownOutcome('provider', `Replicate made the picture, but ${withoutStop(error.message)}`, hint);
  }
}

function tooSlow(): Failure {
  return new Failure('provider', `Replicate had no picture within ${MOST_MS / 60_000} minutes`, 'try again later');
}

function stopped(gone: boolean): Failure {
  return gone
    ? new Failure('interrupted', 'interrupted; the prediction was cancelled', 'run it again')
    : new Failure('interrupted', 'interrupted; a picture may have been made at Replicate', LOOK_THERE);
}
