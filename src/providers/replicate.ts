import { picturePrice } from '../domain/picture-prices.js';
import { Failure, UnknownOutcome } from '../errors.js';
import { interrupted } from './http/deadline.js';
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
const LAST_CHANCE_MS = 3_000;
/** That, and the time that a cancellation may take. */
const LET_GO_MS = 5_000;

export interface ReplicateMaker extends ReplicateParts {
  readonly model: string;
  readonly download: Download;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  /** Told how many milliseconds an interrupted run has to be left from now on. */
  readonly letGoWithin: (ms: number) => void;
}

/** Pictures by a model on replicate.com. A prediction is created once, looked at until it is over, or else cancelled. */
export function replicateMaker(parts: ReplicateMaker): PictureMaker {
  const { model } = parts;
  const calls = predictions(parts);
  return {
    provider: 'replicate',
    model,
    make: async (wish) => {
      if (wish.signal?.aborted === true) throw interrupted();
      parts.letGoWithin(LET_GO_MS);
      const created = await createdOrCancelled(parts, calls, wish);
      const done = await followed(parts, calls, created, wish);
      return pictureFrom(parts, done, wish);
    },
  };
}

/** The created prediction. An interruption waits a moment for its name, since only what has one can be cancelled. */
async function createdOrCancelled(
  { model, sleep }: ReplicateMaker,
  calls: Predictions,
  wish: PictureWish,
): Promise<Prediction> {
  const { signal, onProgress } = wish;
  const [giveUp, named] = [new AbortController(), new AbortController()];
  const interrupt = (): void => {
    onProgress?.('Replicate: to be cancelled as soon as it has a name');
    sleep(LAST_CHANCE_MS, named.signal).then(
      () => {
        giveUp.abort();
      },
      () => undefined,
    );
  };
  signal?.addEventListener('abort', interrupt);
  try {
    const created = await calls.create(model, modelInput(model, wish), giveUp.signal);
    if (signal?.aborted !== true) return created;
    throw stopped(isOver(created) ? created : await calls.cancel(created.id));
  } catch (error) {
    throw giveUp.signal.aborted ? stopped(null) : error;
  } finally {
    named.abort();
    signal?.removeEventListener('abort', interrupt);
  }
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
    const last = await calls.cancel(created.id);
    if (signal?.aborted === true) throw stopped(last);
    // Done before it could be cancelled, and so paid for.
    if (last?.status === 'succeeded') return last;
    if (!(error instanceof Failure)) throw error;
    if (last !== null)
      throw new Failure(error.kind, `${withoutStop(error.message)}; the prediction was cancelled`, error.hint);
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
    const message = `Replicate made the picture, but ${withoutStop(error.message)}`;
    throw new UnknownOutcome('provider', message, keptThere(done));
  }
}

function tooSlow(): Failure {
  return new Failure('provider', `Replicate had no picture within ${MOST_MS / 60_000} minutes`, 'try again later');
}

/** @param last how the prediction stood in the end; null when nobody knows */
function stopped(last: Prediction | null): Failure {
  if (last === null) {
    return new Failure('interrupted', 'interrupted; a picture may have been made at Replicate', LOOK_THERE);
  }
  if (last.status !== 'succeeded') {
    return new Failure('interrupted', 'interrupted; the prediction was cancelled', 'run it again');
  }
  return new Failure('interrupted', 'interrupted; Replicate had made the picture already', keptThere(last));
}

function keptThere({ id }: Prediction): string {
  return `it is kept for an hour at replicate.com/p/${id}`;
}
