import { DOCS_STYLE } from './style-of-docs.js';
import { PARTS_STYLE } from './style-of-parts.js';

/** The look of every page: light and dark, from 360 pixels to wide, with the letters that the machine has. */
const GROUND = `
:root {
  color-scheme: light dark;
  --paper: #f7f6f3; --card: #fff; --ink: #1c1b22; --soft: #5a5866; --line: #dcdae3; --field: #85828f;
  --accent: #3d38c9; --on-accent: #fff; --accent-hover: #2d299e; --tint: #edecfc;
  --bad: #b3261e; --bad-tint: #fdeceb; --good: #1e6b3a; --good-tint: #e7f5ec;
  --bar: #5b56e0; --focus: #b45309;
  --shadow: 0 1px 2px rgb(28 27 34 / 6%), 0 4px 16px rgb(28 27 34 / 5%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #131217; --card: #1c1b22; --ink: #eeedf4; --soft: #aaa7b8; --line: #34323e; --field: #7d7a8a;
    --accent: #a9a5ff; --on-accent: #17154d; --accent-hover: #c6c3ff; --tint: #26244a;
    --bad: #ffb4ab; --bad-tint: #3b1a18; --good: #8fdcaa; --good-tint: #16301f;
    --bar: #8f8aff; --focus: #ffc95c; --shadow: none;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { font: 100%/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; scroll-padding-top: 5rem; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink); }
h1 { font-size: clamp(1.6rem, 1.35rem + 1.1vw, 2.1rem); line-height: 1.2; letter-spacing: -0.02em; margin: 0 0 0.75rem; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 0 0 0.75rem; }
h3 { font-size: 1rem; margin: 0 0 0.25rem; }
p { margin: 0 0 0.9rem; max-width: 65ch; }
a { color: var(--accent); text-underline-offset: 0.18em; }
a:hover { color: var(--accent-hover); }
code { font: 0.92em/1.5 ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, monospace; }
pre { margin: 0 0 0.9rem; padding: 0.8rem 1rem; border-radius: 10px; background: var(--tint); white-space: pre-wrap; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999rem; top: 0.5rem; padding: 0.6rem 1rem; background: var(--card); z-index: 2; }
.skip:focus { left: 0.5rem; }
header { background: var(--card); border-bottom: 1px solid var(--line); }
.bar, main, footer { width: 100%; max-width: 68rem; margin: 0 auto; padding-inline: clamp(1rem, 4vw, 2rem); }
.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.25rem 1.5rem; padding-block: 0.7rem; }
.brand { display: inline-flex; gap: 0.6rem; align-items: center; font-weight: 700; font-size: 1.1rem; color: var(--ink); text-decoration: none; min-height: 2.75rem; }
nav ul { display: flex; flex-wrap: wrap; align-items: center; gap: 0.1rem; margin: 0 -0.7rem; padding: 0; list-style: none; }
nav a { display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 0.7rem; border-radius: 8px; color: var(--soft); text-decoration: none; }
nav a:hover { background: var(--tint); color: var(--ink); }
nav a[aria-current] { color: var(--ink); font-weight: 600; box-shadow: inset 0 -3px 0 var(--accent); border-radius: 8px 8px 0 0; }
.places { border-bottom: 1px solid var(--line); background: var(--card); }
.places ul { width: 100%; max-width: 68rem; margin: 0 auto; padding-inline: calc(clamp(1rem, 4vw, 2rem) - 0.7rem); }
nav { flex: 1; }
.bar nav ul { justify-content: flex-end; }
@media (max-width: 679px) {
  .bar { padding-bottom: 0; }
  .bar nav { order: 1; flex-basis: 100%; }
  .bar nav ul { justify-content: flex-start; }
  nav a { padding-inline: 0.5rem; }
  nav ul { margin-inline: -0.5rem; }
  .places ul { padding-inline: calc(clamp(1rem, 4vw, 2rem) - 0.5rem); margin-inline: 0; }
}
@media (max-width: 419px) { nav a { padding-inline: 0.4rem; font-size: 0.95rem; } }
main { flex: 1; overflow-wrap: anywhere; padding-block: clamp(1.5rem, 4vw, 2.75rem); }
main.narrow { max-width: 30rem; }
footer { padding-block: 1.5rem; color: var(--soft); font-size: 0.9rem; }
footer p { margin: 0; }
@media (prefers-reduced-motion: no-preference) {
  a, button, .button, input { transition: background-color 120ms, color 120ms, border-color 120ms; }
}
@media print { header, footer, .skip, form { display: none; } }
`;

export const STYLE = GROUND + PARTS_STYLE + DOCS_STYLE;
