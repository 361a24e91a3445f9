/** Text that stays text in GitHub's Markdown. A bare web address is left whole, or it would lead elsewhere. */
export function unmarked(text: string): string {
  if (/^https?:\/\/[\w./?=&%:@~+,;#-]+$/.test(text)) return text;
  return text.replace(/[\\|<>&`*_~[\]]/g, String.raw`\$&`);
}
