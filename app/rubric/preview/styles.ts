/** The look of a preview: ink on warm paper by day, paper on deep marine by night, and ink alone in print. */
export const PREVIEW_STYLES = `
:root { color-scheme: light dark; --paper: #faf8f3; --sheet: #fff; --ink: #1c2430; --soft: #55606e; --rule: #d9d4c7; --accent: #1d4f7c; --warn: #8a4b0f; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #0f1a26; --sheet: #152231; --ink: #f1ece1; --soft: #a9b4c0; --rule: #2c3b4c; --accent: #8fc1ec; --warn: #e9b06c; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 44rem; padding: 2rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0.5rem 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.5rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: 0; }
p, ul, ol, dl, table { margin: 0.5rem 0; }
a { color: var(--accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code { font-size: 0.8125rem; }
.soft, .number { color: var(--soft); }
.soft { font-size: 0.875rem; }
.when { font-size: 0.875rem; color: var(--accent); }
article { margin: 1.5rem 0; padding: 1rem; background: var(--sheet); border: 1px solid var(--rule); }
article:target { border-color: var(--accent); }
dt { margin-top: 0.5rem; font-size: 0.875rem; font-weight: 600; }
dd { margin: 0; }
.answers { padding-left: 1.25rem; }
.score { margin-top: 1rem; padding-top: 0.5rem; border-top: 1px dashed var(--rule); }
.knockout { margin: 0.5rem 0; padding-left: 0.75rem; border-left: 3px solid var(--warn); }
.knockout p { margin: 0.25rem 0; font-size: 0.875rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
th, td { padding: 0.25rem 0.5rem 0.25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
@media print {
  :root { --paper: #fff; --sheet: #fff; --ink: #000; --soft: #333; --rule: #999; --accent: #000; --warn: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { break-after: page; }
  article, .knockout, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
`
