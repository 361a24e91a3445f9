import { defineCommand, type Input, type RemoteFiles, type ViewOptions } from '../command.js';
import type { Context } from '../context.js';
import type { PictureStudio } from '../context/picture-studio.js';
import { mostOpeningRequests } from '../domain/picture-address.js';
import { safeText } from '../domain/safe-text.js';
import { defaultColumns, type Column, type Screen } from '../domain/screen.js';
import { usdWords } from '../domain/usd-words.js';
import { Failure } from '../errors.js';
import { choice, count, folder, OUTPUT_FLAGS, text, toggle } from '../flags.js';
import {
  makeThumbnails,
  type NamedThumbnail,
  type NamedThumbnails,
  type Thumbnail,
  type ThumbnailsResult,
} from '../tools/thumbnails/make-thumbnails.js';
import { hopWords } from '../tools/thumbnails/picture-chain.js';
import { planThumbnails, thumbnailsPrice, type PlannedThumbnails } from '../tools/thumbnails/plan-thumbnails.js';
import { confirmSpending, SPENDING_FLAGS } from './ask-before-spending.js';
import { closingLines } from './closing-lines.js';
import { plural } from './headline.js';
import { rememberResult } from './remember-result.js';

const MOST = 8;
const LONGEST_PROMPT = 4_000;
const MOST_SEED = 2 ** 31 - 1;

const COLUMNS: readonly Column[] = [
  { field: 'name', header: 'FILE', figure: 'title', describe: 'name of the PNG in the folder' },
  { field: 'provider', header: 'FROM', figure: 'text', describe: 'who made it' },
  {
    field: 'usd',
    header: 'USD',
    figure: 'usd',
    describe: 'US dollars by the price list; null when it is not on it',
  },
  { field: 'ms', header: 'MS', figure: 'whole', describe: 'how long it took, milliseconds' },
  { field: 'seed', header: 'SEED', figure: 'text', describe: 'the same seed and prompt make the same picture' },
  { field: 'url', figure: 'text', describe: 'where it is on the web; null when it was not uploaded' },
  { field: 'file', figure: 'text', describe: 'full path of the PNG' },
  { field: 'jpeg', figure: 'text', describe: 'full path of the JPEG under 2 MB, where the PNG is over it' },
  { field: 'bytes', figure: 'whole', describe: 'size of the PNG' },
  { field: 'width', figure: 'whole', describe: 'in pixels' },
  { field: 'height', figure: 'whole', describe: 'in pixels' },
  { field: 'model', figure: 'text', describe: 'the model that made it' },
  { field: 'remoteId', figure: 'text', describe: "the maker's own name for it" },
  { field: 'uploadId', figure: 'text', describe: "the host's own name for it" },
];

const FLAGS = {
  reference: text('a picture to start from; only Replicate can', 'FILE|URL'),
  provider: choice('who makes it', ['auto', 'replicate', 'pollinations'], { shownDefault: 'auto' }),
  count: count('how many, 1 to 8', { shownDefault: '1' }),
  seed: count('makes the same picture again; each further one has the next number', { least: 0 }),
  open: toggle('show them when they are there'),
  allowPrivate: toggle('let --reference lead into your own network'),
  noUpload: toggle('keep them here, whatever key there is for ImageKit'),
  ...SPENDING_FLAGS,
  ...OUTPUT_FLAGS,
  output: folder('the folder they are saved in', 'DIR', { short: 'o', shownDefault: 'thumbnails' }),
} as const;

type Flags = Input<typeof FLAGS>['flags'];

export const thumbnailsGenerate = defineCommand({
  name: 'thumbnails generate',
  summary: 'Make thumbnails out of a description: 1280×720, saved and uploaded',
  details:
    'Replicate is asked when there is a token, then Pollinations: with a key, and as a last resort its old host, which ' +
    'takes none and may vanish. What may have been paid for is never asked for twice. ' +
    `A PNG over 2 MB gets a JPEG beside it. No file is ever overwritten.`,
  argument: { name: 'prompt', describe: 'what is to be seen', required: true, variadic: true },
  flags: FLAGS,
  examples: [
    { words: 'thumbnails generate "a red fox in the snow, close up"', does: 'one thumbnail in ./thumbnails' },
    { words: 'thumbnails generate "a red fox" --count 3 --plan', does: 'what three would cost' },
    { words: 'thumbnails generate "as a comic" --reference me.jpg --open', does: 'one that starts from a picture' },
  ],
  rows: 'pictures',
  columns: COLUMNS,
  plan: async (context, { words, flags }) => {
    readPrompt(words);
    const studio = await context.pictureStudio();
    return planThumbnails(plannedFor(studio, flags));
  },
  run,
  remote: {
    tool: 'thumbnails-generate',
    subject: 'prompt',
    sends: ['provider', 'count', 'seed'],
    here: ['open', 'noUpload'],
    receive,
  },
  screen,
});

async function run(context: Context, { words, flags }: Input<typeof FLAGS>) {
  const prompt = readPrompt(words);
  const studio = await context.pictureStudio();
  const planned = plannedFor(studio, flags);
  const target = await studio.folder(folderOf(context, flags), planned.count);
  await confirmSpending(context, { usd: thumbnailsPrice(planned), yes: flags.yes, noInput: flags.noInput });
  await context.showProgress();
  const reference = flags.reference === null ? null : await studio.readReference(flags.reference, flags.allowPrivate);
  const { result, shortfall } = await makeThumbnails(
    {
      prompt,
      reference,
      count: planned.count,
      seed: flags.seed ?? Math.floor(studio.random() * MOST_SEED),
      onProgress: (said) => {
        context.progress(said);
      },
      signal: context.signal,
    },
    {
      makers: studio.makers(flags.provider ?? 'auto', flags.reference !== null),
      finish: (picture) => studio.finish(picture),
      save: (stem, picture) => studio.save(target, stem, picture),
      host: flags.noUpload ? null : studio.host,
      requests: () => studio.requests(),
      random: () => studio.random(),
      now: context.now,
      note: (sentence) => {
        context.note(sentence);
      },
      onThumbnail: (thumbnail) => remember(context, prompt, thumbnail),
    },
  );
  sayHops(context, result);
  if (!flags.noUpload && studio.host === null) context.note('Not uploaded: there is no key for ImageKit.');
  if (flags.open) await show(context, studio, result.pictures);
  const several = { results: [{ ...result, pictures: result.pictures.map(named) }], several: false };
  return shortfall === null ? several : { ...several, verdict: shortfall };
}

/** Saves what a server made where it would have been saved here. */
async function receive(
  context: Context,
  result: ThumbnailsResult,
  flags: Flags,
  server: RemoteFiles,
): Promise<NamedThumbnails> {
  const studio = await context.pictureStudio();
  const target = await studio.folder(folderOf(context, flags), result.pictures.length);
  const pictures: NamedThumbnail[] = [];
  for (const thumbnail of result.pictures) {
    const stem = /([a-z0-9-]{1,80})-\d+\.png$/.exec(thumbnail.file)?.[1] ?? 'thumbnail';
    const [png, jpeg] = [
      await server.file(thumbnail.file),
      thumbnail.jpeg === null ? null : await server.file(thumbnail.jpeg),
    ];
    const saved = await studio.save(target, stem, { png, jpeg });
    pictures.push(named({ ...thumbnail, file: saved.png, jpeg: saved.jpeg }));
  }
  if (flags.open) await show(context, studio, pictures);
  return { ...result, pictures };
}

const folderOf = (context: Context, { output }: Flags) =>
  output?.folder ?? context.setting('outputDir') ?? 'thumbnails';

/** @throws Failure `usage` */
function readPrompt(words: readonly string[]): string {
  const prompt = safeText(words.join(' ')).trim();
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(prompt)) {
    throw new Failure('usage', 'the prompt says nothing', 'say what is to be seen: "a red fox in the snow"');
  }
  if (prompt.length <= LONGEST_PROMPT) return prompt;
  throw new Failure('usage', `the prompt has more than ${LONGEST_PROMPT} characters`, 'say it in fewer words');
}

/** @throws Failure `usage`, `key` */
function plannedFor(studio: PictureStudio, flags: Flags): PlannedThumbnails {
  const wanted = flags.count ?? 1;
  if (wanted > MOST) throw new Failure('usage', `--count takes 1 to ${MOST}, not ${wanted}`, 'run it several times');
  if ((flags.seed ?? 0) > MOST_SEED) {
    throw new Failure('usage', `--seed takes a number up to ${MOST_SEED}`, 'for example --seed 42');
  }
  return {
    makers: studio.makers(flags.provider ?? 'auto', flags.reference !== null),
    count: wanted,
    uploads: !flags.noUpload && studio.host !== null,
    referenceRequests: mostOpeningRequests(flags.reference ?? ''),
  };
}

async function remember(context: Context, prompt: string, thumbnail: Thumbnail): Promise<void> {
  const { provider, model, usd, ms, file, jpeg } = thumbnail;
  const files = jpeg === null ? [file] : [file, jpeg];
  const entry = { kind: 'thumbnails', at: context.now(), prompt, provider, model, usd, ms, files };
  await rememberResult(context, { ...entry, tokensIn: null, tokensOut: null, result: { prompt, ...thumbnail } });
}

/** Says on stderr what did not go straight; the failure of a picture that nobody made tells of its hops itself. */
function sayHops(context: Context, { hops, pictures }: ThumbnailsResult): void {
  for (const hop of hops) {
    if (hop.error !== null && hop.picture <= pictures.length) {
      context.note(`Picture ${hop.picture}: ${hopWords(hop)}.`);
    }
  }
  if (hops.some(({ provider, outcome }) => provider === 'pollinations-legacy' && outcome === 'made')) {
    context.note(
      'Made by the old host of Pollinations, the last resort: it takes no key, is kept in maintenance, and may vanish.',
    );
  }
}

async function show(context: Context, studio: PictureStudio, pictures: readonly Thumbnail[]): Promise<void> {
  for (const { file } of pictures) {
    try {
      await studio.open(file);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      context.note(`${error.message}; ${error.hint}.`);
    }
  }
}

/** With the name of its file alone, which is what a table has room for. */
function named(thumbnail: Thumbnail): NamedThumbnail {
  return { ...thumbnail, name: thumbnail.file.split(/[\\/]/).at(-1) ?? thumbnail.file };
}

function screen(result: ThumbnailsResult, view: ViewOptions): Screen {
  const { prompt, pictures, wanted, usd, source } = result;
  const folderName = pictures[0]?.file.replace(/[\\/][^\\/]*$/, '') ?? '';
  const made = pictures.length < wanted ? `${pictures.length} of ${wanted} thumbnails` : plural(wanted, 'thumbnail');
  const price = usd === null ? `${usdWords(source.cost.usd)} or more` : usdWords(usd);
  const uploaded = pictures.filter(({ url }) => url !== null).length;
  const where =
    uploaded === 0 ? 'Saved' : uploaded === pictures.length ? 'Saved and uploaded' : 'Saved, partly uploaded';
  return [
    {
      kind: 'lines',
      lines: [
        { text: `“${prompt}” · ${price} · ${plural(source.cost.requests, 'request')}`, tone: 'muted' },
        { text: `${where}: ${made}, 1280×720, in ${folderName}`, tone: 'strong' },
        '',
      ],
    },
    { kind: 'table', columns: view.columns ?? defaultColumns(COLUMNS), sections: [{ rows: pictures }] },
    // Under the table, whole: an address that is cut is none.
    {
      kind: 'lines',
      lines: pictures.flatMap(({ url }) => (url === null ? [] : [{ text: url, tone: 'plain', unbroken: true }])),
    },
    { kind: 'lines', lines: closingLines(['Next: insight history list thumbnails'], ' · ') },
  ];
}
