import type { Context } from '../context.js';
import { geminiModel } from '../providers/gemini.js';
import type { Http } from '../providers/http/request.js';
import type { TextModel } from '../providers/ports/text-model.js';
import { openGeminiBook, type OpenedGeminiBook } from '../store/gemini-book.js';

/** The language model as the settings name it. @param onBook told of the book of its quota, to be closed at the end */
export function textModel(
  context: Context,
  parts: {
    readonly keys: readonly string[];
    readonly http: Http;
    readonly random: () => number;
    readonly onBook: (opened: OpenedGeminiBook) => void;
  },
): TextModel {
  const { keys, http, random, onBook } = parts;
  const { now, paths } = context;
  return geminiModel({
    baseUrl: context.setting('geminiUrl') ?? '',
    model: context.setting('geminiModel') ?? '',
    keys,
    book: async () => {
      const opened = await openGeminiBook({ dir: paths.data, now, random });
      onBook(opened);
      return opened.book;
    },
    http,
    now,
    random,
    timeZone: () => context.timeZone,
    note: (sentence) => {
      context.note(sentence);
    },
  });
}
