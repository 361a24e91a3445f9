/** Remembers what was made and what was met for ever, and acknowledges each: `rememberer DIR NAME`. Made to be killed. */
import { History } from '../../../src/store/history.js';
import { openInsight } from '../../../src/store/insight-db.js';
import { SeenVideos } from '../../../src/store/seen-videos.js';
import { say, waitForGo } from './go.js';

const [dir = '', name = ''] = process.argv.slice(2);
waitForGo();
const { database, notes } = await openInsight({ dir, now: Date.now, random: Math.random });
for (const note of notes) say(`note ${note}`);
const [history, seen] = [new History(database, Math.random), new SeenVideos(database)];
const asked = { provider: null, model: null, usd: 0, tokensIn: null, tokensOut: null, ms: 1, files: [] };
const video = { channelId: null, channelTitle: null, handle: null, thumbnailUrl: null, tags: [], publishedAt: null };
const figures = { views: 1, likes: null, comments: null, durationSeconds: null, seenAt: 1 };

for (let n = 0; ; n += 1) {
  const word = `${name}x${n}y`;
  say(
    `history ${history.remember({ ...asked, kind: 'concepts', at: n, prompt: word, result: { word: word.repeat(999) } })} ${word}`,
  );
  seen.remember([{ videoId: word, title: word, ...video, ...figures }]);
  seen.learnPicture(word, { dhash: new Uint8Array(8), histogram: new Uint8Array(64) });
  say(`seen ${word} ${word}`);
}
