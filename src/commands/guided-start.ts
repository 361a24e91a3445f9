import type { Context } from '../context.js';
import { parseChannelRef } from '../domain/channel-ref.js';
import { quotedWord } from '../domain/quoted-word.js';
import { typedPath } from '../domain/typed-path.js';

const QUESTIONS = [
  { value: 'outliers', words: 'Which videos of a channel stand out?' },
  { value: 'streak', words: 'How steadily does it upload, and what could come next?' },
  { value: 'hashtags', words: 'Which hashtags does it use, and how do they do?' },
  { value: 'compare', words: 'How do channels compare?' },
  { value: 'report', words: 'Can I have a report to send to somebody?' },
  { value: 'demo', words: 'Show me on a made-up channel first' },
] as const;

const sources = (hasKey: boolean) =>
  [
    { value: 'feed', words: 'The public feed: the newest 15 videos, no key needed' },
    {
      value: 'api',
      words: `The YouTube API: all videos${hasKey ? '' : ' (takes a key of your own; none is kept yet)'}`,
    },
    { value: 'file', words: 'A file: a YouTube Studio export, yt-dlp, CSV or JSON' },
  ] as const;

type Needed = Pick<Context, 'person' | 'youtubeKeys' | 'reportDesk'>;

/** The page that a guided report is written into; numbered where it is there already. */
const PAGE = 'report.html';

/**
 * Asks somebody before the terminal what they want to know, and says the command that answers it, so that next time they
 * can type it themselves.
 * @returns the words of that command
 * @param home the home folder, which ~ in a path stands for
 * @throws Failure `interrupted`, `key` when the file of keys cannot be read
 */
export async function guidedStart(context: Needed, home: string): Promise<readonly string[]> {
  const words = await chosenWords(context, home);
  context.person.tell(`This is the same as: insight ${words.map(quotedWord).join(' ')}`);
  return words;
}

async function chosenWords(context: Needed, home: string): Promise<string[]> {
  const { person } = context;
  const tool = await person.askOneOf('What do you want to know?', QUESTIONS);
  if (tool === 'demo') return ['demo'];
  const hasKey = (await context.youtubeKeys()) > 0;
  const source = await person.askOneOf('Where from?', sources(hasKey));
  // Without a key the first step is to keep one.
  if (source === 'api' && !hasKey) return ['keys', 'add', 'youtube'];
  const page = tool === 'report' ? ['--html', await (await context.reportDesk()).freeName(PAGE)] : [];
  if (source === 'file') {
    const path = await person.askText('Which file?', (typed) =>
      typed === '' ? 'Name a file, such as videos.csv' : null,
    );
    return [tool, '--from', typedPath(path, home), ...page];
  }
  const fewest = tool === 'compare' ? 2 : 1;
  const channels = await person.askText(fewest === 2 ? 'Which channels?' : 'Which channel?', (typed) =>
    wrongChannels(typed, fewest),
  );
  return [tool, ...channels.split(/[\s,]+/).filter((word) => word !== ''), '--source', source, ...page];
}

function wrongChannels(typed: string, fewest: number): string | null {
  const words = typed.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length < fewest)
    return fewest === 1 ? 'Such as @veritasium' : 'At least two, such as @veritasium @kurzgesagt';
  const wrong = words.find((word) => parseChannelRef(word) === null);
  return wrong === undefined ? null : `"${wrong}" is no channel: use an @handle, an id (UC…) or a URL`;
}
