import { stat } from 'node:fs/promises';
import { parse, resolve } from 'node:path';
import type { Report } from '../domain/report.js';
import { Failure } from '../errors.js';

/** What lays out reports and puts them into files. */
export interface ReportDesk {
  /**
   * The full path of a file that a report can be put into, asked before anything is spent on it.
   * @throws Failure `usage` for a folder, or for a file that is there already unless `force`; `unexpected`
   */
  place(typed: string, force: boolean): Promise<string>;
  /** The name itself, or with the least number that no file has yet: report.html, report-2.html. */
  freeName(name: string): Promise<string>;
  html(report: Report): Promise<string>;
  markdown(report: Report): Promise<string>;
  /** Puts it there whole or not at all. @throws Failure `unexpected`, `interrupted` */
  write(path: string, text: string): Promise<void>;
}

/** The desk of this machine; the library that draws is loaded with the first page. */
export function reportDesk(
  { cwd, random }: { readonly cwd: string; readonly random: () => number },
  signal: AbortSignal,
): ReportDesk {
  return {
    place: async (typed, force) => {
      const path = resolve(cwd, typed);
      const { checkFile } = await import('../output/write-file.js');
      await checkFile(path);
      if (!force && (await stat(path).catch(() => null))?.isFile() === true) {
        throw new Failure('usage', `${typed} is there already`, 'add --force to replace it, or name another file');
      }
      return path;
    },
    freeName: async (whole) => {
      const { name, ext } = parse(whole);
      for (let number = 1; ; number += 1) {
        const tried = number === 1 ? whole : `${name}-${number}${ext}`;
        if ((await stat(resolve(cwd, tried)).catch(() => null)) === null) return tried;
      }
    },
    html: async (report) => (await import('../output/report/html-report.js')).htmlReport(report),
    markdown: async (report) => (await import('../output/report/markdown-report.js')).markdownReport(report),
    write: async (path, text) => {
      const { writeFileWhole } = await import('../output/write-file.js');
      await writeFileWhole(path, [text], { signal, mark: Math.floor(random() * 2 ** 40).toString(36) });
    },
  };
}
