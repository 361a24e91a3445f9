import { defineCommand, one } from '../command.js';
import type { Column } from '../domain/screen.js';
import { count, OUTPUT_FLAGS, text, toggle } from '../flags.js';

const COLUMNS: readonly Column[] = [
  { field: 'url', header: 'URL', figure: 'text', describe: 'where it was reached' },
  { field: 'startedAt', header: 'STARTED', figure: 'day', describe: 'when it began to listen, UTC' },
  { field: 'stoppedAt', header: 'STOPPED', figure: 'day', describe: 'when it had stopped, UTC' },
];

export const serve = defineCommand({
  name: 'serve',
  summary: 'Host accounts, so that history and channels follow a creator anywhere',
  details:
    'Keeps everything in one file, or in PostgreSQL when DATABASE_URL names one. Listens on this machine alone unless ' +
    '--host says otherwise; put a proxy with https before it. Ctrl-C lets the requests under way end. ' +
    'The first administrator is made by: insight admin create.',
  flags: {
    host: text('address to listen on; 0.0.0.0 for every network', 'ADDRESS'),
    port: count('port to listen on; 0 for any that is free', {
      least: 0,
      most: 65_535,
      shownDefault: '8787, or PORT',
    }),
    db: text('file of the embedded database', 'FILE'),
    trustProxy: toggle('believe the last address of X-Forwarded-For: behind a proxy of your own'),
    requireHttps: toggle('refuse plain http, and have browsers remember it'),
    open: toggle('show the page in a browser'),
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'serve', does: 'on http://localhost:8787, kept in the data folder' },
    { words: 'serve --host 0.0.0.0 --trust-proxy --require-https', does: 'behind a proxy that speaks https' },
  ],
  rows: null,
  columns: COLUMNS,
  run: async (context, { flags }) => {
    const { port, db, trustProxy, requireHttps, open } = flags;
    const host = await context.host();
    const served = await host.serve({ host: flags.host ?? '127.0.0.1', port, db, trustProxy, requireHttps, open });
    await new Promise<void>((resolve) => {
      context.signal.addEventListener('abort', () => {
        resolve();
      });
      if (context.signal.aborted) resolve();
    });
    const stoppedAt = await served.stop();
    return { ...one({ schemaVersion: 1, url: served.url, startedAt: served.startedAt, stoppedAt }), stopped: true };
  },
  screen: (result, view) =>
    view.columns === null
      ? [{ kind: 'lines', lines: [`${result.url} was served.`] }]
      : [{ kind: 'table', columns: view.columns, sections: [{ rows: [result] }] }],
});
