import { createHash } from 'node:crypto';
import type { Answered, Answerer, Asked, OwnFault } from './answerer.js';
import {
  badRequest,
  forbiddenGeminiKey,
  invalidGeminiKey,
  noCredit,
  noSuchModel,
  overloaded,
  overQuota,
} from './gemini-errors.js';
import { checkFields } from './gemini-fields.js';
import { missingKey } from './google-error.js';
import { filled, withDuplicates, type Count, type FillableSchema } from './schema-filler.js';
import { seededRandom } from './seeded-random.js';

const JSON_TYPE = 'application/json; charset=UTF-8';

/** The models that are switched on, and what each does. */
const MODELS: Readonly<Record<string, readonly string[]>> = Object.fromEntries([
  ...['3.8-flash', '3.7-flash', '3.6-flash', '3.5-flash', '3.5-flash-lite', '3.1-flash-lite'].map((name) => [
    `gemini-${name}`,
    ['generateContent', 'countTokens'],
  ]),
  ...['2', '001'].map((name) => [`gemini-embedding-${name}`, ['embedContent']]),
]) as Record<string, readonly string[]>;

/** Gemini's API as far as the program asks it: made-up answers of the shape that the request's schema describes. */
export function geminiAnswerer(keys: readonly string[] | null): Answerer {
  return { paths: ['/v1beta/models'], answer: (asked) => answerGemini(asked, keys), faults: FAULTS };
}

function answerGemini({ method, url, headers, body }: Asked, keys: readonly string[] | null): Answered {
  const key = headers['x-goog-api-key'] ?? url.searchParams.get('key');
  if (typeof key !== 'string' || key === '') throw missingKey();
  if (keys?.includes(key) === false) throw invalidGeminiKey();
  const [, model = '', action = ''] = /^\/v1beta\/models\/([^:/]+)(?::(\w+))?$/.exec(url.pathname) ?? [];
  const abilities = MODELS[model];
  if (abilities === undefined) throw noSuchModel(model);
  if (method === 'GET' && action === '') return json(description(model, abilities));
  if (method !== 'POST') throw noSuchModel(model);
  const request = parsed(body);
  if (action === 'batchEmbedContents' && abilities.includes('embedContent')) return json(embedded(model, request));
  if (!abilities.includes('generateContent')) throw noSuchModel(model);
  const [first = {}, ...others] = pieces(request, {});
  if (action === 'generateContent') return json([first, ...others].at(-1));
  if (action === 'streamGenerateContent') return streamed(url, [first, ...others]);
  throw noSuchModel(model);
}

interface GenerateRequest {
  readonly contents?: readonly { readonly parts?: readonly { readonly text?: string }[] }[];
  readonly generationConfig?: { readonly responseJsonSchema?: FillableSchema; readonly responseMimeType?: string };
}

/** How an answer goes wrong. */
interface Twist {
  readonly text?: (value: unknown) => string;
  readonly count?: Count;
  readonly finish?: string | null;
  /** Which part of the text is there. */
  readonly share?: number;
}

/** An answer in four pieces: a thought, and the text in three. */
function pieces(body: unknown, { text = JSON.stringify, count, finish = 'STOP', share = 1 }: Twist): readonly object[] {
  checkFields('GenerateContentRequest', body);
  const request = body as GenerateRequest;
  if ((request.contents ?? []).length === 0) {
    throw badRequest('* GenerateContentRequest.contents: contents is not specified\n');
  }
  const parts = request.contents?.flatMap((content) => content.parts ?? []) ?? [];
  if (parts.length === 0)
    throw badRequest('* GenerateContentRequest.contents[0].parts: contents.parts must not be empty.');
  const { responseJsonSchema: schema, responseMimeType } = request.generationConfig ?? {};
  if (schema !== undefined && responseMimeType !== 'application/json') {
    throw badRequest('Function calling or a response schema needs the response mime type application/json');
  }
  const whole = text(filled(schema ?? { type: 'string' }, seedOf(body), count));
  const given = whole.slice(0, Math.ceil(whole.length * share));
  const third = Math.ceil(given.length / 3);
  const texts = [given.slice(0, third), given.slice(third, 2 * third), given.slice(2 * third)];
  const tokensIn = Math.ceil(JSON.stringify(body).length / 4);
  const usage = (candidatesTokenCount: number) => ({
    promptTokenCount: tokensIn,
    ...(candidatesTokenCount === 0 ? {} : { candidatesTokenCount }),
    thoughtsTokenCount: 10,
    totalTokenCount: tokensIn + candidatesTokenCount + 10,
  });
  const piece = (part: object, tokens: number, end: object = {}) => ({
    candidates: [{ content: { parts: [part], role: 'model' }, index: 0, ...end }],
    usageMetadata: usage(tokens),
    modelVersion: 'made-up',
    responseId: 'made-up',
  });
  return [
    piece({ text: 'Let me think {about it}.', thought: true }, 0),
    ...texts.map((each, at) =>
      piece(
        { text: each },
        Math.ceil((third * (at + 1)) / 4),
        at === 2 && finish !== null ? { finishReason: finish } : {},
      ),
    ),
  ];
}

function streamed(url: URL, events: readonly object[]): Answered {
  if (url.searchParams.get('alt') !== 'sse') return json(events);
  return {
    status: 200,
    type: 'text/event-stream',
    text: events.map((event) => `data: ${JSON.stringify(event)}\r\n\r\n`).join(''),
  };
}

function embedded(model: string, body: unknown): object {
  checkFields('BatchEmbedContentsRequest', body);
  const { requests = [] } = body as {
    readonly requests?: readonly {
      readonly model?: string;
      readonly outputDimensionality?: number;
      readonly content?: unknown;
    }[];
  };
  if (requests.length === 0 || requests.length > 100)
    throw badRequest('* BatchEmbedContentsRequest.requests: 1 to 100');
  if (requests.some((each) => each.model !== `models/${model}`)) throw badRequest('model of a request differs');
  return {
    embeddings: requests.map(({ content, outputDimensionality = 3072 }) => {
      const random = seededRandom(seedOf(content));
      return { values: Array.from({ length: outputDimensionality }, () => Number((random() - 0.5).toFixed(6))) };
    }),
    usageMetadata: { promptTokenCount: Math.ceil(JSON.stringify(requests).length / 4) },
  };
}

function description(name: string, methods: readonly string[]): object {
  return {
    name: `models/${name}`,
    version: '001',
    displayName: name,
    description: 'A model of the emulator.',
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: methods,
  };
}

function json(value: unknown): Answered {
  return { status: 200, type: JSON_TYPE, text: JSON.stringify(value, null, 2) };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw badRequest('Invalid JSON payload received.');
  }
}

/** The mark that the program puts around untrusted text differs in each call, and must not make another answer. */
function seedOf(body: unknown): number {
  const text = JSON.stringify(body).replace(/\[\w{20,} (begin [^\]]*|end)\]/g, '');
  return createHash('sha256').update(text).digest().readUInt32BE();
}

const PER_MINUTE = 'GenerateRequestsPerMinutePerProjectPerModel-FreeTier';
const PER_DAY = 'GenerateRequestsPerDayPerProjectPerModel-FreeTier';

/** An answer that goes wrong in a way of its own. */
const twisted =
  (twist: Twist) =>
  ({ url, body }: Asked): Answered => {
    const events = pieces(parsed(body), twist);
    return url.pathname.endsWith(':streamGenerateContent') ? streamed(url, events) : json(events.at(-1));
  };

const instead =
  (event: object) =>
  ({ url }: Asked): Answered =>
    streamed(url, [{ ...event, usageMetadata: { promptTokenCount: 7, totalTokenCount: 7 }, modelVersion: 'made-up' }]);

const refused = (refusal: () => Error) => (): never => {
  throw refusal();
};

const FAULTS: Readonly<
  Record<OwnFault, (asked: Asked, good: () => Promise<Answered>) => Answered | Promise<Answered>>
> = {
  'gemini:bad-json': twisted({ text: () => 'Here you are: three of them!' }),
  'gemini:wrong-shape': twisted({ text: () => '{"answer": 42}' }),
  'gemini:too-many': twisted({ count: (_, most) => most + 2 }),
  'gemini:too-few': twisted({ count: (least) => least - 1 }),
  'gemini:duplicates': twisted({ text: (value) => JSON.stringify(withDuplicates(value)) }),
  'gemini:fenced': twisted({ text: (value) => `\`\`\`json\n${JSON.stringify(value)}\n\`\`\`\n` }),
  'gemini:proto': twisted({ text: (value) => `{"__proto__": {"polluted": true}, ${JSON.stringify(value).slice(1)}` }),
  'gemini:huge': twisted({ text: () => `"${'a'.repeat(1_200_000)}"` }),
  'gemini:cut': twisted({ finish: 'MAX_TOKENS', share: 0.6 }),
  'gemini:unfinished': twisted({ finish: null, share: 0.6 }),
  'gemini:safety': twisted({ finish: 'SAFETY', share: 0.3 }),
  'gemini:recitation': twisted({ finish: 'RECITATION', share: 0.3 }),
  'gemini:blocked': instead({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }),
  'gemini:no-candidates': instead({}),
  'gemini:per-minute': refused(() => overQuota(PER_MINUTE, '37s')),
  'gemini:per-minute-now': refused(() => overQuota(PER_MINUTE, '0s')),
  'gemini:per-minute-soon': refused(() => overQuota(PER_MINUTE, '1s')),
  'gemini:per-minute-silent': refused(() => overQuota(PER_MINUTE, null)),
  'gemini:per-day': refused(() => overQuota(PER_DAY, '3s')),
  'gemini:no-credit': refused(noCredit),
  'gemini:forbidden': refused(forbiddenGeminiKey),
  'gemini:overloaded': refused(overloaded),
  'gemini:bad-gateway': () => ({ status: 502, type: 'text/html', text: '<html><title>502 Bad Gateway</title></html>' }),
  'gemini:slow': async (_, good) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return good();
  },
};
