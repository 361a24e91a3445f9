import { createHash } from 'node:crypto';
import { highest, METRICS } from '../../domain/channel-metrics.js';
import { beyondEndsWords } from '../../domain/charts/beyond-ends.js';
import { shadeRanges } from '../../domain/charts/shades.js';
import { age, count, day, multiple, percent } from '../../domain/figures.js';
import { channelName, type Report, type ReportCharts, type ReportedChannel } from '../../domain/report.js';
import { thumbnailUrlOf } from '../../domain/thumbnail-url.js';
import type { Size } from './drawn.js';
import { html, Markup } from './markup.js';
import { calendarPicture, hoursPicture, scoresPicture, viewsPicture } from './pictures.js';
import { cardsOf, headWords, METHOD_WORDS, standingWords, verdictWords } from './report-words.js';
import { STYLE } from './style.js';

/**
 * A report as one HTML page that needs nothing else, runs no script and asks no host, but that of thumbnails where these
 * are linked. Titles and all else from others stay text.
 */
export function htmlReport(report: Report): string {
  const { channels, missing, pictures } = report;
  const title = channels.map(({ channel }) => channelName(channel.channel)).join(', ');
  const hash = createHash('sha256').update(STYLE).digest('base64');
  const images = pictures === null ? 'https://i.ytimg.com' : 'data:';
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src ${images}; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title} · channel report</title>
        ${new Markup(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>
          ${channels.length > 1 ? comparison(channels.map(({ channel }) => channel)) : new Markup('')}
          ${channels.map(({ channel, charts }) => channelSection(channel, charts, pictures))}
          ${missing.map(({ subject, message }) => html`<p class="note">Not in this report: ${subject} (${message}).</p>`)}
          <footer>
            <h2>How to read this</h2>
            <ul>
              ${METHOD_WORDS.map((words) => html`<li>${words}</li>`)}
            </ul>
            <p>
              Made by insight (InsightStream) on the reader’s own machine from public
              figures.${pictures === null ? ' Thumbnails are loaded from i.ytimg.com.' : ''}
            </p>
          </footer>
        </main>
      </body>
    </html> `.text;
}

function comparison(channels: readonly ReportedChannel[]): Markup {
  const cells = (metric: (typeof METRICS)[number]) => {
    const best = highest(metric, channels);
    return channels.map((channel, at) => html`<td>${metric.words(channel)}${best.has(at) ? ' ▲' : ''}</td>`);
  };
  return html`<section>
    <h1>${channels.length} channels side by side</h1>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <td></td>
            ${channels.map(({ channel }) => html`<th scope="col" dir="auto">${channelName(channel)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${METRICS.map(
            (metric) =>
              html`<tr>
                <th scope="row">${metric.name.replace(/^ {2}/, '· ')}</th>
                ${cells(metric)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="note">
      ▲ the highest of the line. n: the videos with that figure known; of the others n and method stand with each
      channel below.
    </p>
  </section>`;
}

function channelSection(channel: ReportedChannel, charts: ReportCharts, pictures: Report['pictures']): Markup {
  const { subscribers, handle } = channel.channel;
  const about = [
    ...(handle === null ? [] : [handle]),
    ...(subscribers === null ? [] : [`${count(subscribers)} subscribers`]),
  ];
  return html`<section>
    <h1 dir="auto">${channelName(channel.channel)}</h1>
    <p class="note">${[...about, headWords(channel)].join(' · ')}</p>
    <p class="verdict">${verdictWords(channel)}</p>
    <div class="cards">
      ${cardsOf(channel, charts).map(({ figure, name, method }) => html`<div class="card"><b>${figure}</b><span>${name}</span><small>${method}</small></div>`)}
    </div>
    ${chartFigures(channel, charts)} ${standingTable(channel, pictures)}
    ${
      channel.suggestions.length === 0
        ? new Markup('')
        : html`<h2>What could be next</h2>
            <ul>
              ${channel.suggestions.map(({ text, evidence, source }) => html`<li>${text} <small>(${evidence}${source === 'ai' ? '; suggested by a model' : ''})</small></li>`)}
            </ul>`
    }
  </section>`;
}

const WIDE = 900;
const NARROW = 340;

/** Drawn twice, for a wide and for a narrow page: letters of one picture made small could not be read. */
function figure(heading: string, draw: (size: Size) => Markup, height: number, caption: Markup): Markup {
  return html`<h2>${heading}</h2>
    <figure>
      <div class="wide">${draw({ width: WIDE, height })}</div>
      <div class="narrow">${draw({ width: NARROW, height: Math.min(height, 200) })}</div>
      <figcaption>${caption}</figcaption>
    </figure> `;
}

function chartFigures({ timeZone }: ReportedChannel, { views, scores, uploads }: ReportCharts): Markup[] {
  const drawn: Markup[] = [];
  const beyond = scores === null ? null : beyondEndsWords(scores);
  if (views !== null)
    drawn.push(
      figure(
        'Views of each upload',
        (size) => viewsPicture(views, size),
        260,
        html`Views by day of publication, log scale, ${views.uploads.length} uploads with views and a date. Orange
        triangles stand out; the dashed line is the median.`,
      ),
    );
  if (scores !== null)
    drawn.push(
      figure(
        'How the scores lie',
        (size) => scoresPicture(scores, size),
        200,
        html`${scores.name} of ${scores.values.length} videos; beyond a fence a video stands
        out${scores.also === null ? '' : `, ${scores.also}`}.${beyond === null ? '' : ` ${beyond}.`}`,
      ),
    );
  if (uploads !== null && uploads.perDay.size > 0) {
    const { hours } = uploads;
    drawn.push(
      figure(
        'Upload days',
        (size) => calendarPicture(uploads, size),
        150,
        html`Uploads by day, ${hours === null ? 'as the source tells them, without hours' : timeZone}.
        ${key(Math.min(4, Math.max(...uploads.perDay.values())))}`,
      ),
    );
    if (hours !== null)
      drawn.push(
        figure(
          'Upload hours',
          (size) => hoursPicture(hours, size),
          230,
          html`All uploads looked at by weekday and hour, ${timeZone}. ${key(Math.max(...hours.flat()))} When a channel
          uploads is a habit, no proof that the hour works.`,
        ),
      );
  }
  return drawn;
}

function key(most: number): Markup {
  const parts = shadeRanges(most).map(
    ({ shade, from, to }) => html`<i class="s${shade}"></i>${from === to ? from : `${from}–${to}`}`,
  );
  return html`<span class="key"><i class="s0"></i>none${parts}</span>`;
}

function standingTable(channel: ReportedChannel, pictures: Report['pictures']): Markup {
  const { standing, outliers, timeZone } = channel;
  if (standing.length === 0) return new Markup('');
  const warning = standingWords(channel);
  const heading = outliers.high > 0 ? 'Videos that stand out' : 'Videos with the most views for their format';
  return html`<h2>${heading}</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <td></td>
            <th class="title" scope="col">Title</th>
            <th scope="col">× typical</th>
            <th scope="col">Views</th>
            <th class="extra" scope="col">Engaged</th>
            <th class="extra" scope="col">Age</th>
          </tr>
        </thead>
        <tbody>
          ${standing.map(
            (video) =>
              html`<tr>
                <td>${thumbnail(video.id, pictures)}</td>
                <td class="title">
                  ${
                    video.url === null
                      ? html`<bdi dir="auto">${video.title ?? '–'}</bdi>`
                      : html`<a href="${video.url}" dir="auto" rel="noopener noreferrer"
                          >${video.title ?? video.url}</a
                        >`
                  }<br /><small
                    >${day(video.publishedAt, timeZone)}${video.format === null ? '' : ` · ${video.format}`}</small
                  >
                </td>
                <td>${multiple(video.multiple)}</td>
                <td>${count(video.views)}</td>
                <td class="extra">${percent(video.engagementRate)}</td>
                <td class="extra">${age(video.ageDays)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${warning === null ? new Markup('') : html`<p class="note">${warning}</p>`}`;
}

function thumbnail(id: string | null, pictures: Report['pictures']): Markup {
  const source = id === null ? undefined : pictures === null ? thumbnailUrlOf(id) : pictures.get(id);
  return source === undefined
    ? new Markup('')
    : html`<img src="${source}" alt="" width="104" height="59" loading="lazy" />`;
}
