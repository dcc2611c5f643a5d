import { html, Html, NOTHING } from './html.ts';

const STYLE = `
:root { color-scheme: light dark; --line: #8885; --soft: #8881; --green: #1a7f37; --red: #cf222e; --violet: #8250df; --grey: #6e7781; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
header { border-bottom: 1px solid var(--line); padding-bottom: .5rem; margin-bottom: 1.5rem; }
a { color: #0969da; text-decoration: none } a:hover { text-decoration: underline }
h1 { font-size: 1.5rem; margin: 0 0 .5rem } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
ul.rows { list-style: none; padding: 0; border: 1px solid var(--line); border-radius: 6px }
ul.rows li { padding: .5rem .8rem } ul.rows li + li { border-top: 1px solid var(--line) }
.card { border: 1px solid var(--line); border-radius: 6px; margin: 1rem 0; overflow: hidden }
.card > .who { background: var(--soft); border-bottom: 1px solid var(--line); padding: .35rem .8rem; font-size: .9rem }
.card > .what { padding: .1rem .8rem .4rem; overflow-wrap: anywhere }
.state { color: #fff; border-radius: 2rem; padding: .1rem .7rem; font-size: .85rem }
.open { background: var(--green) } .closed { background: var(--red) } .merged { background: var(--violet) } .draft { background: var(--grey) }
.label { border: 1px solid var(--line); border-radius: 2rem; padding: 0 .5rem; font-size: .8rem; margin-left: .3rem }
.muted, .hidden { color: var(--grey) } .hidden { font-size: .8rem }
pre { background: var(--soft); border-radius: 6px; padding: .6rem .8rem; overflow-x: auto; font-size: .85rem }
code { font-family: ui-monospace, monospace } pre .add { color: var(--green) } pre .del { color: var(--red) } pre .hunk { color: var(--violet) }
table { border-collapse: collapse } td { border: 1px solid var(--line); padding: .2rem .6rem }
`;

export function renderLayout(title: string, crumbs: readonly Html[], body: Html): string {
  const trail = crumbs.map((crumb) => html` / ${crumb}`);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <header><a href="/">offline GitHub</a>${trail.length > 0 ? trail : NOTHING}</header>
        <main>${body}</main>
      </body>
    </html> `.text;
}
