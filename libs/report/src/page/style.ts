import { declarations, SHADES } from '../charts/palette.js';

const LIGHT = declarations('light');
const DARK = declarations('dark');

const THEMES = `
:root{color-scheme:light;${LIGHT}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${DARK}}}
:root[data-theme=dark]{color-scheme:dark;${DARK}}
`;

const TYPE = `
*{box-sizing:border-box}
html{font:100%/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans',sans-serif;background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0}
h1,h2,h3,p,ul,ol,dl,dd,figure,pre{margin:0}
h1{font-size:clamp(1.05rem,.95rem + .5vw,1.25rem);font-weight:500;line-height:1.35;color:var(--muted);text-wrap:balance}
h2{font-size:1.375rem;line-height:1.25;letter-spacing:-.012em;font-weight:650}
h3{font-size:1rem;line-height:1.35;font-weight:650}
p,.steps,section>ul{max-width:44rem}
a{color:var(--accent);text-underline-offset:.18em}
small{font-size:.8125rem}
code,pre,.path{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:.875rem}
.eyebrow{font-size:.875rem;font-weight:600;color:var(--accent)}
.lead{font-size:clamp(1.25rem,1rem + 1.15vw,1.7rem);line-height:1.38;letter-spacing:-.014em;max-width:46rem;text-wrap:pretty}
.lead strong{font-weight:680}
.note{color:var(--muted);font-size:.9375rem}
.hush{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
`;

const LAYOUT = `
.page{max-width:76rem;margin:0 auto;padding:0 1rem 5rem}
.bar{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.5rem 1rem;padding:.875rem 0;font-weight:650}
.bar .controls{margin:0}
main,.answer,section{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem}
main{gap:4rem}
.answer{gap:.75rem;padding-top:1.5rem}
.answer .scroll,.answer .facts{margin-top:1rem}
section>h3,[data-variant]>h3{margin-top:.5rem}
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.125rem;font-size:.9375rem}
nav a{display:block;padding:.25rem 0}
[data-variant]{display:grid;grid-template-columns:minmax(0,1fr);gap:1rem}
[hidden]{display:none!important}
.paper{display:none}
@media (min-width:72rem){
.page{padding-inline:2rem}
.body{display:grid;grid-template-columns:11rem minmax(0,1fr);gap:3rem}
nav{align-self:start;position:sticky;top:1.5rem;padding-top:1.5rem}
nav ul{display:grid;gap:.125rem}
nav a{color:var(--muted);text-decoration:none}
nav a:hover{color:var(--ink);text-decoration:underline}
}
@media (max-width:71.99rem){nav{border-block:1px solid var(--hairline);padding:.5rem 0}}
`;

const PARTS = `
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.25rem,1fr));gap:.75rem 1rem;padding:1rem 0;border-block:1px solid var(--hairline)}
.facts dt,.terms dt{font-size:.8125rem;color:var(--muted)}
.facts dd{font-size:.9375rem;font-weight:600;font-variant-numeric:tabular-nums}
.terms{display:grid;gap:.375rem 1.5rem;max-width:52rem}
.terms div{display:grid;grid-template-columns:minmax(0,1fr);gap:0 1rem}
.terms dd{overflow-wrap:anywhere}
@media (min-width:40rem){.terms div{grid-template-columns:9.5rem minmax(0,1fr)}.terms dt{line-height:1.9}}
.controls{display:flex;flex-wrap:wrap;gap:.75rem 1rem}
.controls label{display:grid;grid-template-columns:minmax(0,auto);gap:.2rem;font-size:.8125rem;font-weight:400;color:var(--muted);min-width:0;max-width:100%}
.bar .controls label{display:flex;align-items:center;gap:.5rem}
select{font:inherit;font-size:.9375rem;color:var(--ink);background:var(--raised);border:1px solid var(--frame);border-radius:.375rem;padding:.35rem .5rem;min-height:2.25rem;max-width:100%}
.panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,18rem),1fr));gap:1.5rem 1.75rem}
figure{min-width:0}
figcaption{font-weight:600;font-size:.9375rem}
figcaption small{display:block;font-weight:400;color:var(--muted)}
figure>svg{display:block;width:100%;max-width:27rem;height:auto;font-variant-numeric:tabular-nums;margin-top:.25rem}
.wide svg{max-width:none;width:auto}
.sheet img{display:block;max-width:max(100%,70rem);height:auto;background:var(--raised);border-radius:.25rem}
.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.875rem;color:var(--muted)}
.legend li{display:flex;align-items:center;gap:.5rem}
.legend svg{flex:none}
.steps{padding-left:1.5rem;display:grid;gap:1.5rem}
.steps li{padding-left:.25rem}
.steps li::marker{font-weight:650;color:var(--muted)}
.steps p{margin-top:.25rem}
.steps .terms{margin-top:.5rem}
math{display:block math;width:fit-content;max-width:100%;margin:.75rem 0;font-size:1.1rem;text-align:left;overflow-x:auto;overflow-y:hidden}
section>ul{padding-left:1.25rem;display:grid;gap:.5rem}
pre{padding:.875rem 1rem;background:var(--raised)}
.scroll:has(>pre){border-radius:.5rem}
details{border-top:1px solid var(--hairline);padding-top:.5rem}
details+details{margin-top:-.5rem}
summary{cursor:pointer;font-size:.9375rem;padding:.2rem 0;color:var(--accent);width:fit-content}
details[open]>summary{margin-bottom:.5rem}
.examples{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(46%,11rem),1fr));gap:1rem}
.examples img{display:block;width:100%;height:auto;background:var(--raised);border-radius:.25rem;margin-bottom:.375rem}
.path{overflow-wrap:anywhere}
`;

const TABLES = `
.scroll{overflow-x:auto;max-width:100%}
#numbers .scroll{overflow:auto;max-height:34rem;border:1px solid var(--hairline);border-radius:.5rem}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums lining-nums}
th,td{padding:.3rem .75rem;text-align:right;white-space:nowrap;border-bottom:1px solid var(--hairline)}
thead th{font-weight:600;color:var(--muted);vertical-align:bottom}
tbody th{font-weight:500;text-align:left}
th:first-child,td:first-child,.name{text-align:left}
.scroll>table:not(.matrix,.ranking){min-width:min(100%,34rem)}
.ranking{font-size:.9375rem}
.ranking th{white-space:normal}
@media (max-width:40rem){.ranking{font-size:.875rem}.ranking th,.ranking td{padding-inline:.375rem}.ranking tbody th{min-width:7.5rem}}
.words td,.words th{text-align:left}
#all-numbers{width:100%;font-size:.8125rem}
#all-numbers th,#all-numbers td{padding-inline:.5rem}
#all-numbers th,#all-numbers td:nth-child(-n+3){text-align:left}
#all-numbers thead th:nth-child(n+5){text-align:right}
#all-numbers thead th{position:sticky;top:0;background:var(--raised)}
.matrices{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:1.75rem}
.matrix{border-collapse:separate;border-spacing:3px;width:100%;max-width:34rem;table-layout:fixed;margin-top:.375rem}
.matrix th,.matrix td{border:0;padding:.5rem .125rem;text-align:center;line-height:1.25;overflow:hidden;text-overflow:ellipsis}
.matrix thead td{padding:0;width:19%}
.matrix tbody th{text-align:right;padding-right:.5rem;font-weight:400}
.matrix thead th{font-weight:400;color:var(--ink);padding-block:.125rem}
.matrix td[data-pair]{border-radius:.25rem}
.matrix b{display:block;font-size:1rem;font-weight:640}
.matrix small{font-size:.75rem}
@media (max-width:30rem){.wide{border-spacing:2px}.wide th{font-size:.6875rem;padding-inline:0;text-overflow:clip}.wide b{font-size:.8125rem;letter-spacing:-.02em}.wide small{font-size:.625rem}}
.many{min-width:42rem;max-width:none}.many thead td{width:7rem}.many b{font-size:.875rem}.many small{font-size:.6875rem}.many thead th{font-size:.75rem}.matrices:has(.many){grid-template-columns:minmax(0,1fr)}
.matrix .self{color:var(--muted)}
.matrix .empty{background:var(--raised);color:var(--muted)}
${Array.from({ length: SHADES }, (_, i) => `.shade${String(i)}{background:var(--shade${String(i)});color:var(--onshade${String(i)})}`).join('\n')}
@media (forced-colors:active){.matrix td[data-pair]{border:1px solid}}
`;

const PRINT = `
@media print{
:root,:root[data-theme=dark],:root:not([data-theme=light]){color-scheme:light;${LIGHT};--paper:#fff}
nav,.controls{display:none!important}
.body{display:block}
.page{max-width:none;padding:0}
main{display:block}
section,.answer{margin-bottom:2rem}
figure,tr,.steps li{break-inside:avoid}
h2,h3{break-after:avoid}
.scroll,#numbers .scroll{overflow:visible;max-height:none;border:0}
td,th{print-color-adjust:exact;-webkit-print-color-adjust:exact}
table{font-size:.6875rem}
#all-numbers:has([data-s=mean]) tbody tr:not([data-s=mean]){display:none}
.paper{display:block}
#row-count{display:none}
pre{white-space:pre-wrap}
}
`;

/** The page's whole style sheet. */
export const STYLE = [THEMES, TYPE, LAYOUT, PARTS, TABLES, PRINT].join('').replace(/\n+/g, '\n').trim();
