/**
 * Text that stays text in GitHub's Markdown, which also makes links of addresses in the midst of words: where a stranger
 * wrote them nothing may lead there. A bare address of YouTube is left whole, or it would lead elsewhere.
 */
export function unmarked(text: string): string {
  if (/^https:\/\/(?:(?:www|m|music)\.youtube\.com|youtu\.be|i\.ytimg\.com)\/[\w./?=&%:@~+,;#-]*$/.test(text))
    return text;
  return text
    .replace(/[\\|<>&`*_~[\]]/g, String.raw`\$&`)
    .replace(/:(?=\/\/)/g, String.raw`\:`)
    .replace(/\b(www)\./gi, String.raw`$1\.`);
}
