import { INK_STYLES } from './inks.js';

/** The style sheet of a report: one column, wide or narrow, dark or light, on paper too. */
export const STYLE = `${INK_STYLES}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 3rem}
h1{font-size:2rem;line-height:1.2;margin:0 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:2.25rem 0 .5rem}
p{margin:.25rem 0}
a{color:var(--accent)}
small,.note,figcaption,footer{color:var(--muted);font-size:.85rem}
.verdict{font-size:1.15rem;margin:.75rem 0 1.25rem}
section+section{margin-top:3.5rem;padding-top:2.5rem;border-top:2px solid var(--line)}
.cards{display:grid;grid-template-columns:repeat(4,1fr);gap:.75rem;margin:1rem 0}
.card{border:1px solid var(--line);border-radius:.6rem;padding:.75rem .9rem}
.card b{display:block;font-size:1.6rem;line-height:1.2;font-variant-numeric:tabular-nums}
.card span{display:block;font-size:.85rem}
.card small{display:block;font-size:.78rem;line-height:1.35;margin-top:.2rem}
figure{margin:0 0 1.25rem;break-inside:avoid}
figure text{font-size:11px}
figure svg{display:block;width:100%;height:auto}
.narrow{display:none}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
th,td{padding:.4rem .5rem;border-bottom:1px solid var(--line);text-align:right;vertical-align:middle;white-space:nowrap}
th{font-weight:600;color:var(--muted);font-size:.8rem}
th:first-child,td:first-child,td.title,th.title{text-align:left}
td.title{white-space:normal;overflow-wrap:anywhere;min-width:11rem}
td img{display:block;background:var(--shade0);width:6.5rem;height:auto;border-radius:.3rem;aspect-ratio:16/9;object-fit:cover}
tr{break-inside:avoid}
ul{padding-left:1.2rem;margin:.25rem 0}
.key i{display:inline-block;width:.8em;height:.8em;border-radius:.15em;margin:0 .25em 0 .6em;vertical-align:-.05em}
.s0{background:var(--shade0)}.s1{background:var(--shade1)}.s2{background:var(--shade2)}.s3{background:var(--shade3)}.s4{background:var(--shade4)}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line)}
@media screen and (max-width:40rem){main{padding:1.25rem .9rem 2rem}h1{font-size:1.6rem}.wide{display:none}.narrow{display:block}.cards{grid-template-columns:1fr 1fr}td img{width:4.5rem}.extra{display:none}td.title{min-width:7rem}th,td{padding:.35rem .3rem}}
@media print{body{font-size:10.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}main{max-width:none;padding:0}section+section{break-before:page;border:0;margin:0;padding:0}h2{break-after:avoid}a{color:inherit;text-decoration:none}.scroll{overflow:visible}}
@page{margin:1.6cm}`;
