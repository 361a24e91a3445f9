import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathsFor } from './config/paths.js';
import { answerLines, isPlainWord } from './domain/completion/answer-lines.js';
import { placeAt } from './domain/completion/place-at.js';
import type { Choice, CompletionTree } from './domain/completion/tree.js';
import { keptOf, wordsAfterProgram } from './domain/completion/words-of-line.js';
import { homeFolder } from './home-folder.js';

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/**
 * What a shell is answered that asks how a line may go on: by itself in one small file, for this is run at every Tab.
 * @param asked `line` and the line up to the cursor, with what the shell would replace of it where that is not the whole
 *   word; or `words` and the words after the program's name
 * @returns the text for stdout; empty for whatever else is asked
 */
export async function complete([how, ...asked]: readonly string[], surroundings: Surroundings): Promise<string> {
  const [line = '', replaced] = asked;
  const words = how === 'line' ? wordsAfterProgram(line) : asked;
  const text = readFileSync(new URL('completion.json', import.meta.url), 'utf8');
  // Written by the build that made this file.
  const place = placeAt(JSON.parse(text) as CompletionTree, words);
  const followed = place.takes.kind === 'channels' ? await followedChannels(place.typed, surroundings) : [];
  const cut = how === 'line' && replaced !== undefined ? keptOf(words.at(-1) ?? '', replaced) : 0;
  return `${answerLines(place, followed, cut).join('\n')}\n`;
}

/** By handle, by id where one is begun or there is no handle; none where they cannot be read: a Tab is no place to complain. */
async function followedChannels(typed: string, { env, platform }: Surroundings): Promise<readonly Choice[]> {
  try {
    const file = join(pathsFor({ env, home: homeFolder(), platform }).data, 'insight.db');
    const [{ loadDriver }, { lookInto }, { followedNames }] = await Promise.all([
      import('./store/driver.js'),
      import('./store/look-into.js'),
      import('./store/followed-names.js'),
    ]);
    const names = lookInto(await loadDriver(), file, followedNames);
    return names.map(({ id, title, handle }) => ({
      word: typed.startsWith('UC') || handle === null || !isPlainWord(handle) ? id : handle,
      says: title ?? '',
    }));
  } catch {
    return [];
  }
}
