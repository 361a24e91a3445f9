import { expect, it } from 'vitest';
import { apiSource } from '../../../src/providers/youtube.js';
import { startEmulator } from '../../emulator/emulator.js';
import { madeUpChannels, NEWEST } from '../../emulator/made-up-channels.js';
import { realHttp } from '../http/real-http.js';
import { MemoryCache, PLENTY } from '../made-up-parts.js';

const [model] = madeUpChannels(1).filter(({ handle }) => handle === '@made-up-3');

it('channels asked for ahead cost one unit for 50 of them, and none when they are looked at', async () => {
  if (model === undefined) throw new Error('no model');
  const channels = Array.from({ length: 53 }, (_, at) => ({
    ...model,
    id: `UC${String(at).padStart(22, '0')}`,
    title: `Channel ${at}`,
    handle: `@channel-${at}`,
  }));
  const emulator = await startEmulator({ channels });
  let units = 0;
  const source = apiSource({
    ...{ baseUrl: emulator.url, keys: ['k'], book: PLENTY, http: realHttp(), cache: new MemoryCache() },
    ...{ reading: 'normal', now: () => NEWEST, timeZone: () => 'UTC' },
  });
  try {
    const gone = 'UCgone__________________';
    const onCost = () => units++;
    await source.ahead?.([...channels.map(({ id }) => id), gone], { onCost });
    expect(emulator.requests.map(({ query }) => query.id?.join().split(',').length)).toEqual([50, 4]);
    const read = (id: string) =>
      source.read({ subject: { kind: 'id', value: id, given: id }, limit: 50, since: null, until: null, onCost });
    const [found] = await read(channels[52]?.id ?? '');
    expect(found?.channel).toMatchObject({ title: 'Channel 52', subscribers: model.subscribers });
    expect(emulator.requests.slice(2).map(({ path }) => path.replace(/.*\//, ''))).toEqual(['playlistItems', 'videos']);
    await expect(read(gone)).rejects.toMatchObject({ kind: 'not-found' });
    expect(units).toBe(emulator.requests.length);
  } finally {
    await emulator.close();
  }
});
