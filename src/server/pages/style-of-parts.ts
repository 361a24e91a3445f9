/** The look of what pages are made of: cards, fields, buttons, tables, pictures, charts. */
export const PARTS_STYLE = `
.card { background: var(--card); border: 1px solid var(--line); border-radius: 16px; padding: clamp(1.1rem, 3vw, 1.75rem); margin: 0 0 1.25rem; box-shadow: var(--shadow); }
.card > :last-child { margin-bottom: 0; }
.columns { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); align-items: start; margin-bottom: 1.25rem; }
.columns > .card { margin: 0; }
.hero { max-width: 44rem; padding-block: clamp(1.5rem, 8vh, 5rem); }
.hero h1 { font-size: clamp(2rem, 1.5rem + 3vw, 3.2rem); letter-spacing: -0.03em; }
.hero p { font-size: 1.12rem; color: var(--soft); }
.small, .hint { color: var(--soft); font-size: 0.92rem; }
.field { margin: 0 0 1.1rem; }
label, legend { display: block; font-weight: 600; margin-bottom: 0.3rem; padding: 0; }
.hint, .field-error { margin: 0 0 0.4rem; }
.field-error { color: var(--bad); font-weight: 600; }
input:not([type=checkbox], [type=radio]), select { width: 100%; min-height: 2.9rem; padding: 0.55rem 0.8rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--field); border-radius: 10px; }
input[aria-invalid] { border: 2px solid var(--bad); }
input:user-invalid { border-color: var(--bad); }
fieldset { border: 0; margin: 0 0 1.1rem; padding: 0; }
.choice label { font-weight: 400; margin: 0; padding-block: 0.3rem; }
.choice { display: flex; gap: 0.6rem; align-items: baseline; font-weight: 400; margin: 0; min-height: 2rem; }
.choice input { width: 1.1rem; height: 1.1rem; accent-color: var(--accent); flex: none; translate: 0 0.15rem; }
button, .button { overflow-wrap: normal; display: inline-flex; align-items: center; justify-content: center; min-height: 2.75rem; padding: 0.5rem 1.25rem; font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 1px solid transparent; border-radius: 10px; text-decoration: none; cursor: pointer; }
button:hover, .button:hover { background: var(--accent-hover); color: var(--on-accent); }
.quiet { color: var(--ink); background: transparent; border-color: var(--field); }
.quiet:hover { background: var(--tint); color: var(--ink); }
.danger { color: var(--bad); background: transparent; border-color: var(--bad); }
.danger:hover { background: var(--bad-tint); color: var(--bad); }
.leave { margin: 0; }
.leave button { padding-inline: 0.9rem; font-weight: 400; min-height: 2.75rem; }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; max-width: none; }
.aside { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; justify-content: space-between; padding-inline: 0.25rem; color: var(--soft); }
.good { color: var(--good); font-weight: 600; }
.anywhere { overflow-wrap: anywhere; }
.inline { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: end; margin: 0 0 1rem; }
.inline .field { flex: 1 1 14rem; margin: 0; }
.summary, .notice { padding: 0.9rem 1.1rem; margin: 0 0 1.25rem; border-radius: 12px; max-width: none; }
.summary { background: var(--bad-tint); border: 2px solid var(--bad); }
.summary h2 { font-size: 1.05rem; margin: 0 0 0.25rem; }
.summary p { margin: 0; }
.summary a { color: var(--bad); font-weight: 600; }
.notice { background: var(--good-tint); color: var(--good); border: 1px solid currentColor; }
.secret { display: block; padding: 0.9rem 1rem; margin: 0 0 0.75rem; background: var(--tint); border: 1px dashed var(--accent); border-radius: 10px; overflow-wrap: anywhere; user-select: all; }
.user-code { font-size: 1.6rem; letter-spacing: 0.08em; }
progress { display: block; width: 100%; height: 0.7rem; margin: 0 0 0.9rem; border: 0; border-radius: 99px; overflow: hidden; background: var(--tint); appearance: none; }
progress::-webkit-progress-bar { background: var(--tint); }
progress::-webkit-progress-value { background: var(--bar); border-radius: 99px; }
progress::-moz-progress-bar { background: var(--bar); border-radius: 99px; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.35rem 1.25rem; margin: 0 0 1.1rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.actions form { margin: 0; }
.rows { list-style: none; margin: 0; padding: 0; }
.rows > li { display: flex; flex-wrap: wrap; gap: 0.4rem 1rem; justify-content: space-between; align-items: center; padding: 0.85rem 0; border-top: 1px solid var(--line); }
.rows > li:first-child { border-top: 0; padding-top: 0; }
.rows > li:last-child { padding-bottom: 0; }
.rows > li > div { flex: 1 1 16rem; min-width: 0; overflow-wrap: anywhere; }
.rows p { margin: 0; max-width: none; }
.rows form { margin: 0; }
.tag { display: inline-block; padding: 0.1rem 0.55rem; border-radius: 99px; background: var(--tint); color: var(--ink); font-size: 0.8rem; font-weight: 600; vertical-align: 0.1em; }
.tag.bad { background: var(--bad-tint); color: var(--bad); }
.pictures { display: flex; gap: 0.5rem; flex-wrap: wrap; margin-top: 0.5rem; }
.pictures.large { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); margin: 0 0 1rem; }
.pictures.large img { width: 100%; height: auto; aspect-ratio: 16 / 9; }
.below { margin-top: 1.25rem; }
.bars { list-style: none; margin: 0 0 1.25rem; padding: 0; }
.bars li { display: grid; grid-template-columns: 1fr max-content; gap: 0.1rem 1rem; padding: 0.35rem 0; }
.bars span { overflow-wrap: anywhere; }
.bars svg { grid-column: 1 / -1; display: block; width: 100%; height: 0.5rem; border-radius: 99px; background: var(--tint); }
.bars rect { fill: var(--bar); }
.concept { border-top: 1px solid var(--line); padding-top: 1rem; margin-top: 1rem; }
.pictures.small img { display: block; width: 160px; height: 90px; object-fit: cover; border-radius: 8px; background: var(--tint); }
.figures { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); margin: 0 0 1.25rem; }
.figures > div { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1rem 1.2rem; box-shadow: var(--shadow); }
.figures dt { color: var(--soft); font-size: 0.92rem; }
.figures dd { margin: 0; font-size: 1.7rem; font-weight: 700; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 700; font-size: 1.15rem; line-height: 1.3; padding-bottom: 0.5rem; }
th, td { text-align: left; padding: 0.6rem 1rem 0.6rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
th { overflow-wrap: normal; color: var(--soft); font-size: 0.9rem; font-weight: 600; white-space: nowrap; }
tbody th { color: inherit; font-size: 1rem; white-space: normal; overflow-wrap: anywhere; }
tr:last-child > * { border-bottom: 0; }
.number { text-align: right; padding-right: 0; }
.chart { margin: 0; }
/* The outer labels may reach beyond the bars. */
.chart svg { display: block; width: 100%; height: auto; overflow: visible; }
.chart rect { fill: var(--bar); }
.chart text { fill: var(--soft); font: 12px system-ui, sans-serif; }
.chart .value { fill: var(--ink); font-weight: 600; }
.chart line { stroke: var(--line); }
.chart .growth { height: 7rem; margin-bottom: 0.6rem; }
.growth polygon { fill: var(--tint); }
.growth polyline { fill: none; stroke: var(--bar); stroke-width: 2.5; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.narrow-chart { display: none; }
@media (max-width: 599px) { .wide-chart { display: none; } .chart .growth { height: 7rem; margin-bottom: 0.6rem; }
.growth polygon { fill: var(--tint); }
.growth polyline { fill: none; stroke: var(--bar); stroke-width: 2.5; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.narrow-chart { display: block; } }
summary { cursor: pointer; min-height: 2.75rem; display: list-item; align-content: center; color: var(--soft); }
.pager { display: flex; justify-content: space-between; gap: 1rem; margin: 1rem 0 0; }
`;
