import { html } from 'hono/html';
import type { Account } from '../database/tables.js';
import type { PlanLeft } from '../tools/plan-left.js';
import type { Markup } from './markup.js';

/** The plan of an account, and what of it is left today. */
export function planCard(plan: Account['plan'], left: PlanLeft): Markup {
  const { runsADay, runsLeft, usdARun, paidPictures } = left;
  return html`<section class="card" aria-labelledby="plan">
    <h2 id="plan">Plan <span class="tag">${plan}</span></h2>
    <p id="runs">
      <strong>${runsLeft}</strong> of ${runsADay} runs of tools with this host's keys are left today. The next day
      begins at midnight UTC.
    </p>
    <progress max="${runsADay}" value="${runsLeft}" aria-labelledby="runs"></progress>
    <p class="small">
      A run may cost the host up to ${usdARun.toFixed(2)} US dollars.
      ${
        paidPictures
          ? 'Makers of pictures that take money are asked too.'
          : 'Makers of pictures that take money are not asked.'
      }
      Whoever runs this server changes plans.
    </p>
  </section>`;
}
