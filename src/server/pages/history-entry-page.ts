import { html } from 'hono/html';
import { Problem } from '../http/problem.js';
import { callerOf } from '../http/route.js';
import { itemInForce } from '../sync/items.js';
import { factList } from './fact-list.js';
import { layout } from './layout.js';
import { page } from './page.js';
import { resultView } from './result-view.js';
import { isMoment, shownTime } from './shown-time.js';

const access = { who: 'user', scope: 'session' } as const;

/** What a machine made, in whole. */
const show = page({ access, method: 'get', path: '/history/{id}' }, async (context) => {
  const { reader } = context.get('parts').database;
  const { account } = callerOf(context);
  const id = context.req.param('id') ?? '';
  const found = await itemInForce(reader, { accountId: account.id, kind: 'history', id });
  if (found?.body == null) throw new Problem('not-found');
  // It was written by `push`.
  const body = JSON.parse(found.body) as Readonly<Record<string, unknown>>;
  const { kind, prompt, at, provider, model, usd, ms, files, result } = body;
  const title = typeof prompt === 'string' && prompt.trim() !== '' ? prompt : 'Without a title';
  const paths = Array.isArray(files) ? files.filter((file) => typeof file === 'string') : [];
  return context.html(
    layout(
      { title, account, path: '/' },
      html`<p class="small"><a href="/">Home</a></p>
        <h1 class="anywhere">${title}</h1>
        <section class="card" aria-labelledby="made">
          <h2 id="made">How it was made</h2>
          ${factList([
            ['With', typeof kind === 'string' ? kind : null],
            ['When', isMoment(at) ? shownTime(at) : null],
            ['By', [provider, model].filter((name) => typeof name === 'string').join(', ')],
            ['Price', typeof usd === 'number' && usd > 0 ? `${usd.toFixed(4)} US dollars` : null],
            ['Took', typeof ms === 'number' ? `${(ms / 1000).toFixed(1)} seconds` : null],
            ['On the machine', found.machine],
            ['Its files there', paths.join(', ')],
            ['Versions', found.versions > 1 ? String(found.versions) : null],
          ])}
        </section>
        <section class="card" aria-labelledby="result">
          <h2 id="result">Result</h2>
          ${resultView(result)}
        </section>`,
    ),
  );
});

export const HISTORY_ENTRY_PAGES = [show];
