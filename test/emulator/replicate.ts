import type { Answered, Answerer, Asked } from './answerer.js';
import { bombPicture, madeUpPicture } from './made-up-pictures.js';

const DONE_AFTER = 2;
const JSON_TYPE = 'application/json';
const OUTPUTS = '/replicate-output/';

type Fate = 'succeeded' | 'failed' | 'canceled' | 'aborted' | 'null-output' | 'stuck' | 'private-output' | 'bomb';

interface Made {
  readonly id: string;
  readonly model: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly origin: string;
  readonly fate: Fate;
  looks: number;
  cancelled: boolean;
}

/** Replicate's API as far as the program asks it; a prediction is done when it was looked at twice. Its pictures are here too. */
export function replicateAnswerer(): Answerer {
  const all = new Map<string, Made>();
  let lastId = 0;

  const create = ({ url, headers, body }: Asked, fate: Fate): Answered => {
    const refused = refusal(headers.authorization);
    if (refused !== null) return refused;
    const [, , , owner = '', name = ''] = url.pathname.split('/');
    const sent = JSON.parse(body.toString()) as { readonly input?: unknown };
    const extra = Object.keys(sent).filter(
      (key) => !['input', 'stream', 'webhook', 'webhook_events_filter'].includes(key),
    );
    if (typeof sent.input !== 'object' || sent.input === null || extra.length > 0)
      return detail(422, 'input is required');
    const input = sent.input as Made['input'];
    if (typeof input.prompt !== 'string') return detail(422, '- input: prompt is required');
    const id = `p${String(++lastId).padStart(25, '0')}`;
    const origin = `http://${headers.host ?? ''}`;
    const made: Made = { id, model: `${owner}/${name}`, input, origin, fate, looks: 0, cancelled: false };
    all.set(id, made);
    return json(201, shown(made));
  };

  const answer = async (asked: Asked): Promise<Answered> => {
    const { method, url, headers } = asked;
    if (url.pathname.startsWith(OUTPUTS)) return output(all, url.pathname.slice(OUTPUTS.length));
    if (method === 'POST' && /^\/v1\/models\/[\w.-]+\/[\w.-]+\/predictions$/.test(url.pathname)) {
      return create(asked, 'succeeded');
    }
    const refused = refusal(headers.authorization);
    if (refused !== null) return refused;
    if (url.pathname === '/v1/account') return json(200, ACCOUNT);
    const [, id = '', verb] = /^\/v1\/predictions\/(\w+)(\/cancel)?$/.exec(url.pathname) ?? [];
    const made = all.get(id);
    if (made === undefined) return detail(404, 'The requested resource could not be found.');
    if (verb === undefined) made.looks++;
    // What is over stays as it is.
    else if (!isOver(made)) made.cancelled = true;
    return json(200, shown(made));
  };

  const fated = (fate: Fate) => (asked: Asked) => create(asked, fate);
  return {
    paths: ['/v1/account', '/v1/models/', '/v1/predictions', OUTPUTS],
    answer,
    faults: {
      'replicate:failed': fated('failed'),
      'replicate:canceled': fated('canceled'),
      'replicate:aborted': fated('aborted'),
      'replicate:null-output': fated('null-output'),
      'replicate:stuck': fated('stuck'),
      'replicate:private-output': fated('private-output'),
      'replicate:bomb': fated('bomb'),
      'replicate:no-credit': () => detail(402, 'You have insufficient credit to run this model.'),
      'replicate:throttled': () => detail(429, 'Request was throttled. Your rate limit resets in ~30s.'),
      'replicate:throttled-late': () => ({
        ...detail(429, 'Request was throttled.'),
        headers: { 'retry-after': '30' },
      }),
      'replicate:down': () => detail(502, 'Bad gateway'),
      // Made, and yet the answer says that it was not.
      'replicate:down-after-create': async (_, good) => {
        await good();
        return detail(500, 'Internal server error');
      },
      'replicate:token-refused': () => detail(401, 'You did not pass a valid authentication token'),
      'replicate:echo': ({ headers }) => detail(400, `bad header: ${headers.authorization ?? ''}`),
    },
  };
}

const ACCOUNT = { type: 'user', username: 'made-up', name: 'Made Up', github_url: 'https://github.com/made-up' };

function refusal(authorization: string | undefined): Answered | null {
  return /^Bearer \S+$/.test(authorization ?? '') ? null : detail(401, 'Unauthenticated');
}

function isOver({ looks, fate }: Made): boolean {
  return looks >= DONE_AFTER && fate !== 'stuck';
}

function shown(made: Made): object {
  const { id, model, input, origin, fate } = made;
  const over = isOver(made);
  const end = fate === 'failed' || fate === 'canceled' || fate === 'aborted' ? fate : 'succeeded';
  const status = made.cancelled ? 'canceled' : over ? end : made.looks === 0 ? 'starting' : 'processing';
  const at = '2026-11-20T12:00:00.000Z';
  return {
    id,
    model,
    version: 'hidden',
    input,
    output: status === 'succeeded' ? outputOf(made) : null,
    data_removed: false,
    error: status === 'failed' ? 'NSFW content detected. \u001b[31mTry another prompt.' : null,
    status,
    created_at: at,
    ...(over ? { started_at: at, completed_at: at } : {}),
    logs: '',
    urls: {
      web: `${origin}/p/${id}`,
      get: `${origin}/v1/predictions/${id}`,
      cancel: `${origin}/v1/predictions/${id}/cancel`,
    },
  };
}

function outputOf({ id, model, origin, fate }: Made): unknown {
  if (fate === 'null-output') return null;
  const url = fate === 'private-output' ? 'http://169.254.169.254/latest/meta-data/' : `${origin}${OUTPUTS}${id}.png`;
  // Kontext and the other models of one picture give it bare.
  return /flux-(?:schnell|dev)$/.test(model) ? [url] : url;
}

async function output(all: ReadonlyMap<string, Made>, name: string): Promise<Answered> {
  const made = all.get(name.replace(/\.png$/, ''));
  if (made === undefined) return detail(404, 'gone');
  const seed = typeof made.input.seed === 'number' ? made.input.seed : 0;
  return { status: 200, type: 'image/png', bytes: await (made.fate === 'bomb' ? bombPicture() : madeUpPicture(seed)) };
}

function json(status: number, body: object): Answered {
  return { status, type: JSON_TYPE, text: JSON.stringify(body) };
}

function detail(status: number, words: string): Answered {
  return json(status, { title: words, detail: words, status });
}
