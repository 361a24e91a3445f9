/**
 * The colours of a report. Pictures are drawn once, in stand-ins that occur nowhere else, which then become variables of
 * the style sheet: so one picture serves on light, on dark and on paper. Blue and orange are told apart by everybody, and
 * the shades by their lightness.
 */
export const INKS = {
  ink: '#000001',
  muted: '#000002',
  line: '#000003',
  accent: '#000004',
  warm: '#000005',
  page: '#000006',
  shade0: '#000010',
  shade1: '#000011',
  shade2: '#000012',
  shade3: '#000013',
  shade4: '#000014',
} as const;

export type Ink = keyof typeof INKS;

export const SHADES = [INKS.shade0, INKS.shade1, INKS.shade2, INKS.shade3, INKS.shade4] as const;

const LIGHT: Readonly<Record<Ink, string>> = {
  ink: '#1b1f24',
  muted: '#57606a',
  line: '#d8dee4',
  accent: '#0a5fc2',
  warm: '#b34700',
  page: '#ffffff',
  shade0: '#eef1f4',
  shade1: '#b6d4f5',
  shade2: '#6ea8e6',
  shade3: '#2a74c4',
  shade4: '#0a3f82',
};

const DARK: Readonly<Record<Ink, string>> = {
  ink: '#e8edf2',
  muted: '#9aa7b4',
  line: '#303a45',
  accent: '#6cb0ff',
  warm: '#ff9e57',
  page: '#0e1319',
  shade0: '#1a222b',
  shade1: '#173e6b',
  shade2: '#2465ad',
  shade3: '#5598e0',
  shade4: '#b9dbff',
};

const declarations = (inks: Readonly<Record<Ink, string>>) =>
  Object.entries(inks)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');

/** The colours as variables: light, and dark where somebody reads on a dark screen. Paper is light. */
export const INK_STYLES = `:root{color-scheme:light;${declarations(LIGHT)}}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${declarations(DARK)}}}`;

/** A drawing with the stand-ins made variables. */
export function inked(svg: string): string {
  return Object.entries(INKS).reduce((text, [name, standIn]) => text.replaceAll(standIn, `var(--${name})`), svg);
}
