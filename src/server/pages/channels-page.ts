import { html } from 'hono/html';
import { callerOf } from '../http/route.js';
import { savedChannels } from '../sync/channel-growth.js';
import { itemHeads } from '../sync/item-heads.js';
import { growthChart } from './growth-chart.js';
import { layout } from './layout.js';
import type { Markup } from './markup.js';
import { page } from './page.js';

const PATH = '/channels';
const MOST_CHANNELS = 100;
/** The newest of all channels together: a picture does not need more. */
const MOST_SNAPSHOTS = 5_000;

const show = page({ access: { who: 'user', scope: 'session' }, method: 'get', path: PATH }, async (context) => {
  const { reader } = context.get('parts').database;
  const { account } = callerOf(context);
  const [channels, snapshots] = await Promise.all([
    itemHeads(reader, account.id, { kind: 'channel', limit: MOST_CHANNELS }),
    itemHeads(reader, account.id, { kind: 'snapshot', limit: MOST_SNAPSHOTS }),
  ]);
  return context.html(
    layout(
      { title: 'Channels', account, path: PATH },
      html`<h1>Channels</h1>
        ${
          channels.length === 0
            ? none()
            : html`<div class="columns">
                ${savedChannels(channels, snapshots).map(
                  (channel, index) =>
                    html`<section class="card" aria-labelledby="channel-${index}">
                      <h2 id="channel-${index}" class="anywhere">${channel.title}</h2>
                      ${channel.handle === null ? '' : html`<p class="small anywhere">${channel.handle}</p>`}
                      ${growthChart(channel)}
                    </section>`,
                )}
              </div>`
        }`,
    ),
  );
});

function none(): Markup {
  return html`<section class="card" aria-labelledby="none">
    <h2 id="none">No channel is here yet</h2>
    <p>Channels that you follow, and the snapshots taken of them, come here with</p>
    <pre><code>insight track add @channel
insight sync</code></pre>
    <p>To see right now what stands out on a channel, type:</p>
    <pre><code>insight outliers @channel</code></pre>
  </section>`;
}

export const CHANNEL_PAGES = [show];
