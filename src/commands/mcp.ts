import { defineCommand, one } from '../command.js';
import type { Column } from '../domain/screen.js';
import { count, OUTPUT_FLAGS, text } from '../flags.js';

/** Units of a session when nobody says how many: a twentieth of what a key usually has a day. */
const DEFAULT_UNITS = 500;
/** Searches likewise: a fifth. */
const DEFAULT_SEARCHES = 20;

const COLUMNS: readonly Column[] = [
  { field: 'calls', header: 'CALLS', figure: 'whole', describe: 'calls of tools' },
  { field: 'units', header: 'UNITS', figure: 'whole', describe: 'YouTube units that they spent' },
  { field: 'searches', header: 'SEARCHES', figure: 'whole', describe: 'YouTube searches that they made' },
  { field: 'startedAt', header: 'STARTED', figure: 'instant', describe: 'when the session began, UTC' },
  { field: 'stoppedAt', header: 'STOPPED', figure: 'instant', describe: 'when it had ended, UTC' },
];

export const mcp = defineCommand({
  name: 'mcp',
  summary: 'Let AI agents use the reading tools (MCP, on standard input and output)',
  details:
    'An agent starts it, people do not. It offers what reads: outliers, streak, compare, videos, sweep, gap, hashtags, keywords, ' +
    'thumbnails search, score title, history, followed channels, quota, and plan, which tells what a call would cost. ' +
    'No tool spends money, asks a model, publishes, deletes or changes settings, and no argument can make one do so. What a ' +
    'session may spend of your quota is bounded by --max-units and --max-searches, and it sends 5,000 requests at most, ' +
    "those without a price among them. Standard output is the agent's; at its " +
    'end the session is summed up on stderr, or in the file of --output. To add it to a client: ' +
    '{"mcpServers": {"insight": {"command": "insight", "args": ["mcp"]}}}',
  flags: {
    maxUnits: count('YouTube units that the session may spend', { least: 0, shownDefault: String(DEFAULT_UNITS) }),
    maxSearches: count('YouTube searches that it may make', { least: 0, shownDefault: String(DEFAULT_SEARCHES) }),
    files: text('let agents read files of this folder, and of no other', 'DIR'),
    ...OUTPUT_FLAGS,
  },
  examples: [
    { words: 'mcp', does: 'what a client is told to start' },
    { words: 'mcp --max-units 50 --max-searches 0', does: 'no searches, and few units' },
    { words: 'mcp --files exports', does: 'agents may read files of the folder exports' },
  ],
  rows: null,
  columns: COLUMNS,
  run: async (context, { flags }) => {
    const server = await context.agentServer();
    if (context.person.typesInput) {
      context.person.tell('insight mcp speaks JSON-RPC with an AI agent, on standard input and output.');
      context.person.tell('Ctrl-D or Ctrl-C leaves. How to add it to a client: insight mcp --help');
    }
    const session = await server.serve({
      mostUnits: flags.maxUnits ?? DEFAULT_UNITS,
      mostSearches: flags.maxSearches ?? DEFAULT_SEARCHES,
      files: flags.files,
      debug: flags.debug,
    });
    return { ...one(session), stopped: true };
  },
  screen: (session, { columns }) => {
    if (columns !== null) return [{ kind: 'table', columns, sections: [{ rows: [session] }] }];
    const { calls, units, searches } = session;
    return [{ kind: 'lines', lines: [`insight mcp: ${calls} calls, ${units} units, ${searches} searches.`] }];
  },
});
