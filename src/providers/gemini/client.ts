import type { GenerateContentResponse, GoogleGenAI } from '@google/genai/web';
import { MOST_ANSWER_TOKENS } from '../../domain/model-prices.js';
import { Failure } from '../../errors.js';
import { asFetch } from '../http/as-fetch.js';
import type { Http } from '../http/request.js';
import { geminiFailure } from './failures.js';
import type { Prompt } from './prompt.js';

/** Longest time for one answer: models think before they write. */
const ANSWER_MS = 120_000;
const MOST_BYTES = 16_000_000;

/** How long each vector is; one of the lengths that the embedding models were trained for. */
const DIMENSIONS = 768;

/** What is never sent: the request path puts a real key in its place. */
const NO_KEY = 'no-key';

export interface GeminiAccess {
  /** Root of the API, `https://generativelanguage.googleapis.com/` or a gateway's. */
  readonly baseUrl: string;
  /** A request path that adds the key. */
  readonly http: Http;
  readonly signal: AbortSignal | undefined;
  /** Told before each request that is sent. */
  readonly onTry: () => void;
}

/**
 * Asks for an answer of the schema's shape and gives its pieces as they came. Asked as a stream, since proxies cut
 * connections that are silent for long; the request path reads it whole.
 * @throws Failure `key`, `quota`, `provider`, `interrupted`
 */
export async function generate(
  access: GeminiAccess,
  asked: {
    readonly model: string;
    readonly prompt: Prompt;
    readonly schema: Readonly<Record<string, unknown>>;
    readonly mostTokens: number | undefined;
  },
  onBytes: (soFar: number) => void,
): Promise<readonly GenerateContentResponse[]> {
  const { model, prompt, schema, mostTokens } = asked;
  return called(access, onBytes, async ({ models }, { ThinkingLevel }) => {
    const pieces: GenerateContentResponse[] = [];
    const stream = await models.generateContentStream({
      model,
      contents: [{ role: 'user', parts: [...prompt.parts] }],
      config: {
        systemInstruction: prompt.system,
        responseMimeType: 'application/json',
        responseJsonSchema: schema,
        maxOutputTokens: Math.min(mostTokens ?? MOST_ANSWER_TOKENS, MOST_ANSWER_TOKENS),
        // Models before 3 refuse it.
        ...(/^gemini-[12]/.test(model) ? {} : { thinkingConfig: { thinkingLevel: ThinkingLevel.LOW } }),
        // Either would send further requests that nobody asked for; continuation is on unless it is switched off.
        automaticContinuation: false,
        automaticFunctionCalling: { disable: true },
      },
    });
    for await (const piece of stream) pieces.push(piece);
    return pieces;
  });
}

/** One vector for each text, in one request. @throws as `generate` */
export async function embeddings(
  access: GeminiAccess,
  model: string,
  texts: readonly string[],
): Promise<readonly number[][]> {
  const { embeddings: found = [] } = await called(
    access,
    () => undefined,
    ({ models }) =>
      models.embedContent({
        model,
        // A content each: of a list of strings some models would make one vector.
        contents: texts.map((text) => ({ parts: [{ text }] })),
        config: { outputDimensionality: DIMENSIONS },
      }),
  );
  const vectors = found.map(({ values }) => values ?? []);
  const good = vectors.every((vector) => vector.length === DIMENSIONS && vector.every(Number.isFinite));
  if (!good || vectors.length !== texts.length) throw unreadable();
  return vectors;
}

async function called<T>(
  { baseUrl, http, signal, onTry }: GeminiAccess,
  onBytes: (soFar: number) => void,
  call: (sdk: GoogleGenAI, genai: typeof import('@google/genai/web')) => Promise<T>,
): Promise<T> {
  const path = asFetch(http, {
    provider: 'Gemini',
    maxBytes: MOST_BYTES,
    timeoutMs: ANSWER_MS,
    onTry,
    onBytes,
    refusal: ({ status, body }) => (status === 200 ? null : geminiFailure(status, body)),
    ...(signal === undefined ? {} : { signal }),
  });
  // The build for browsers: the one for Node looks for keys and addresses in the environment, and takes 100 ms more.
  const genai = await import('@google/genai/web');
  const sdk = new genai.GoogleGenAI({
    apiKey: NO_KEY,
    enterprise: false,
    apiVersion: 'v1beta',
    httpOptions: { baseUrl, fetch: path.fetch },
  });
  try {
    return await path.run(() => call(sdk, genai));
  } catch (error) {
    if (error instanceof Failure) throw error;
    // What the SDK throws quotes the answer.
    throw unreadable();
  }
}

function unreadable(): Failure {
  return new Failure(
    'provider',
    "Gemini's answer could not be read: it is cut, or no answer of its API.",
    'Try again later; a proxy or gateway may be in between.',
  );
}
