/** The look of the description of the API. */
export const DOCS_STYLE = `
.contents { columns: 22rem; column-gap: 2rem; }
.contents h2 { font-size: 1rem; margin: 0 0 0.3rem; break-after: avoid; }
.contents ul { display: block; list-style: none; margin: 0 0 1rem; padding: 0; break-inside: avoid; }
.contents li { overflow-wrap: anywhere; padding-block: 0.15rem; }
.contents a { display: inline; min-height: 0; padding: 0; color: var(--accent); text-decoration: none; }
.contents a:hover { background: none; text-decoration: underline; }
.group { font-size: 1.5rem; margin-top: 2.5rem; }
.operation h3 { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: center; font-size: 1.1rem; margin-bottom: 0.6rem; }
.operation h3 code { overflow-wrap: anywhere; }
.operation h4 { margin: 1.1rem 0 0.3rem; font-size: 0.92rem; color: var(--soft); text-transform: uppercase; letter-spacing: 0.05em; }
.operation td { vertical-align: top; }
.operation td:first-child { width: 34%; }
.answers { margin: 0 0 0.5rem; padding: 0; list-style: none; }
.answers li { padding-block: 0.2rem; }
.answers strong { font-variant-numeric: tabular-nums; margin-right: 0.4rem; }
`;
