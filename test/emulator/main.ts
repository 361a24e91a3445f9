import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { channelFromJson } from './channel-from-json.js';
import { startEmulator } from './emulator.js';
import { madeUpChannels } from './made-up-channels.js';

const USAGE = `emulator of YouTube, Gemini, Replicate, Pollinations and ImageKit, on this machine only

  --port N       default 8799
  --seed N       which made-up channels (default 1)
  --latency MS   how long every answer takes
  --key KEY      a good key of YouTube and Gemini, repeatable (default: every key)
  --units N      units of each key (default 10000)
  --videos FILE  a channel of its own out of JSON {"channel": {...}, "videos": [...]}, repeatable
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8799' },
    seed: { type: 'string', default: '1' },
    latency: { type: 'string', default: '0' },
    key: { type: 'string', multiple: true },
    units: { type: 'string', default: '10000' },
    videos: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(USAGE);
} else {
  const fromFiles = values.videos.map((path) =>
    channelFromJson(JSON.parse(readFileSync(path, 'utf8')) as Parameters<typeof channelFromJson>[0]),
  );
  // A port in use is the common way to fail here.
  process.on('uncaughtException', (error) => {
    process.stderr.write(`emulator: ${error.message}; another port: -- --port N\n`);
    process.exitCode = 1;
  });
  const emulator = await startEmulator({
    port: Number(values.port),
    latencyMs: Number(values.latency),
    quotas: { units: Number(values.units) },
    channels: [...madeUpChannels(Number(values.seed)), ...fromFiles],
    ...(values.key === undefined ? {} : { keys: values.key }),
  });
  process.stdout.write(`export INSIGHT_YOUTUBE_URL=${emulator.url}
export INSIGHT_FEEDS_URL=${emulator.url}
export INSIGHT_SUGGEST_URL=${emulator.url}
export INSIGHT_THUMBS_URL=${emulator.url}
export INSIGHT_GEMINI_URL=${emulator.url}
export INSIGHT_REPLICATE_URL=${emulator.url}
export INSIGHT_POLLINATIONS_URL=${emulator.url}
export INSIGHT_POLLINATIONS_LEGACY_URL=${emulator.url}
export INSIGHT_IMAGEKIT_URL=${emulator.url}
export GEMINI_API_KEY=${values.key?.[0] ?? 'any-key-will-do-for-it-too'}
export REPLICATE_API_TOKEN=any-token-will-do
export YOUTUBE_API_KEY=${values.key?.[0] ?? 'any-key-will-do'}
export INSIGHT_HOME=${mkdtempSync(join(tmpdir(), 'insight-emulated-'))}
# channels: ${emulator.channels.map(({ handle }) => handle).join(' ')}
# faults: curl -d '{"path": "/youtube", "kind": "quota", "times": 1}' ${emulator.url}__faults
# requests so far: curl ${emulator.url}__requests
# Paste the lines above into another terminal. Ctrl-C ends this.
`);
}
