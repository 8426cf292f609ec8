"""The one place for styles; those of Streamlit's own parts are in config.toml."""

# Tints are mixed from the text colour in force, so that one rule serves light and dark, also where
# `embed_options=dark_theme` overrides the reader's system; only the accent needs two values.
# The doubled class outweighs what Streamlit says about lists, links and headings in st.html.
CSS = """
<style>
:root {
  --or-line: color-mix(in srgb, currentColor 16%, transparent);
  --or-soft: color-mix(in srgb, currentColor 76%, transparent);
  --or-serif: "Source Serif", "Source Serif 4", Charter, Georgia, "Times New Roman", serif;
  --or-measure: 46rem;
  --or-accent: light-dark(#8f2d1f, #ee9a85);
  --or-ink: light-dark(#1d1b18, #ebe7df);
  --or-edge: color-mix(in srgb, currentColor 52%, transparent);
}
.or.or a { color: var(--or-accent); text-underline-offset: .18em; }
.or.or h1, .or.or h2, h2.or.or { font-family: var(--or-serif); font-weight: 600; padding: 0; }
.or.or h2, h2.or.or { font-size: 1.2rem; margin: 1.8rem 0 .5rem; line-height: 1.25; }
.or.or ul, .or.or ol, ul.or.or { list-style: none; padding: 0; margin: 0; }
.or.or-scope h2 { margin: 0; }
.or p { margin: .2rem 0; overflow-wrap: anywhere; }
.or.or a:focus-visible, .or.or summary:focus-visible {
  outline: 2px solid var(--or-accent); outline-offset: 2px; border-radius: .15rem;
}
.or-quiet, .or p.or-quiet { font-size: .9rem; color: var(--or-soft); }
.or-problem, .or-notice {
  border-left: 3px solid var(--or-accent); padding: .6rem 1rem; max-width: var(--or-measure);
  background: color-mix(in srgb, currentColor 5%, transparent); overflow-wrap: anywhere;
}
.or-notice { border-left: 1px solid var(--or-line); font-size: .92rem; }

.or-changed ul { margin: .3rem 0 .5rem; padding-left: 1.1rem !important;
  list-style: disc !important; }
.or-changed li { margin: .15rem 0; font-size: .92rem; overflow-wrap: anywhere; }
.or-changed summary { cursor: pointer; width: fit-content; }
.or-changed code { font-size: .88rem; color: inherit; background: none; padding: 0; }
.or time { white-space: nowrap; }

.or-head h1 { font-size: 2.2rem; margin: 0; line-height: 1.15; letter-spacing: -.01em; }
.or-head p { margin: .4rem 0 0; max-width: var(--or-measure); color: var(--or-soft);
  text-wrap: pretty; }

.or-examples li { border-top: 1px solid var(--or-line); }
.or-examples li:last-child { border-bottom: 1px solid var(--or-line); }
.or.or-examples a {
  display: block; padding: .7rem .1rem; color: inherit; text-decoration: none;
  font-family: var(--or-serif); font-size: 1.1rem; overflow-wrap: anywhere;
}
.or.or-examples a:hover, .or.or-library a:hover { color: var(--or-accent);
  text-decoration: underline; }

.or-lead {
  font-family: var(--or-serif); font-size: 1.45rem; line-height: 1.36; text-wrap: pretty;
}
.or p.or-lead { margin: .3rem 0 .5rem; }
.or p.or-label {
  font-size: .82rem; font-weight: 600; margin: .2rem 0 .7rem; padding: .1rem .55rem;
  width: fit-content; border: 1px solid var(--or-line); border-radius: .2rem;
}
.or.or ol.or-cards { margin-top: 1.3rem; }
.or-card { padding: 1.1rem 0 1.05rem; border-top: 1px solid var(--or-line); }
.or-cards .or-card { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0 1.7rem; }
.or-when > time, .or-when > b { display: block; font-weight: 600; }
.or-when { line-height: 1.4; }
.or-when span { font-size: .85rem; line-height: 1.35; color: var(--or-soft);
  display: inline-block; }
.or-who span { color: var(--or-soft); }
.or-card blockquote {
  max-width: 38rem;
  font-family: var(--or-serif); font-size: 1.14rem; line-height: 1.52; margin: .4rem 0 .55rem;
  padding: 0; border: 0; color: inherit; overflow-wrap: anywhere; text-wrap: pretty;
  white-space: pre-line;
}
.or-where { font-size: .92rem; line-height: 1.5; color: var(--or-soft); }
.or-where b { font-weight: 600; }
.or.or a.or-cite { font-size: .82em; font-weight: 600; white-space: nowrap; text-decoration: none;
  font-family: "Source Sans", sans-serif; padding: .25em .2em; }
.or.or a.or-cite:hover { text-decoration: underline; }
.or p.or-made { border-top: 1px solid var(--or-line); padding-top: .8rem; }
.or-prose { border: 1px dashed var(--or-line); border-radius: .35rem; padding: 1rem 1.15rem; }
.or-prose p { font-size: 1.05rem; line-height: 1.55; margin: .35rem 0; max-width: 38rem; }
.or-prose p.or-quiet { font-size: .9rem; }
.or-prose details { font-size: .9rem; color: var(--or-soft); margin-top: .6rem; }
.or-prose summary { cursor: pointer; width: fit-content; }
.or.or-prose details li { margin: .25rem 0 0 1rem; }
.or-nearest blockquote { font-size: 1.03rem; }

/* In a frame: the view alone. */
.or.or-embedded { display: none; }
body:has(.or-embedded) [data-testid="stHeader"],
body:has(.or-embedded) [data-testid="stSidebar"],
body:has(.or-embedded) [data-testid="stExpandSidebarButton"] { display: none; }
body:has(.or-embedded) [data-testid="stMainBlockContainer"] { padding-top: 1rem; }
body:has(.or-embedded) .or-head h1 { font-size: 1.5rem; }

/* The number of a citation stands in the line; what it opens stands below. */
.or-context { display: inline; }
.or.or summary.or-cite { display: inline; list-style: none; cursor: pointer; font-size: .82em;
  font-weight: 600; font-family: "Source Sans", sans-serif; color: var(--or-accent);
  padding: .25em .3em; white-space: nowrap; }
.or.or summary.or-cite::-webkit-details-marker { display: none; }
.or.or summary.or-cite:hover { text-decoration: underline; }
.or-paragraph { border-left: 2px solid var(--or-line); padding: .1rem 0 .1rem 1rem;
  margin: .7rem 0 .9rem; font-size: .93em; color: var(--or-soft); }
.or-paragraph mark { color: var(--or-ink); }
.or-paragraph, .or-paragraph mark { scroll-margin: 5rem 0 1.5rem; }
.or.or .or-paragraph a.or-go { font-family: "Source Sans", sans-serif; font-size: .98rem; }

ul.or.or-chips { display: flex; flex-wrap: wrap; gap: .4rem; margin: .1rem 0 .3rem; }
.or-chips li { margin: 0; }
.or.or-chips a { display: inline-block; padding: .2rem .6rem; font-size: .88rem; color: inherit;
  text-decoration: none; border: 1px solid var(--or-edge); border-radius: .2rem;
  overflow-wrap: anywhere; }
.or.or-chips a:hover { color: var(--or-accent); border-color: currentColor; }
.or-ranked ol li { padding: .6rem 0; border-top: 1px solid var(--or-line); margin: 0; }
.or-ranked ol li a { color: inherit; }

/* Streamlit writes what is chosen in the primary colour, too faint on its tint in the dark. */
[data-testid="stMain"] [data-selected="true"] p { color: var(--or-ink); font-weight: 600; }

[data-testid="stMain"] button[kind="tertiary"]:is(:hover, :active) { color: var(--or-accent); }

/* What has the focus only so that reading goes on there needs no frame around it. */
.or [tabindex="-1"]:focus, [data-testid="stMain"]:focus { outline: none; }
/* The way past the filters: there for the first Tab, and seen only then. */
.or-skip { position: fixed; top: .6rem; left: .6rem; z-index: 1000000; padding: .5rem .9rem;
  border-radius: .2rem; font-family: "Source Sans", sans-serif; font-weight: 600;
  color: #fdfcf9; background: #8f2d1f; outline: 2px solid #fdfcf9; }
.or-skip:not(:focus) { clip-path: inset(50%); width: 1px; height: 1px; padding: 0;
  overflow: hidden; }
body:has(.or-embedded) .or-skip { display: none; }
[data-testid="stLayoutWrapper"]:has(> .st-key-travel) { display: none; }
/* Nor does what only listens need room of its own. */
:is(.st-key-months_taps, .st-key-chart_taps, .st-key-chart_zooms, .st-key-scroll, .st-key-focus) {
  position: absolute; }

/* How many characters are left of two thousand is of no use to anyone. */
.st-key-question [data-testid="InputInstructions"],
.st-key-finding [data-testid="InputInstructions"] { display: none; }

.or-histogram { margin: .2rem 0 0; }
.or-histogram > div { display: flex; align-items: flex-end; gap: 1px; height: 2.6rem;
  border-bottom: 1px solid var(--or-edge); }
.or-histogram i { flex: 1; min-height: 1px; display: flex; align-items: flex-end;
  background: color-mix(in srgb, currentColor 18%, transparent); }
.or-histogram b { width: 100%; background: var(--or-accent); }
.or-histogram figcaption { display: flex; justify-content: space-between; font-size: .8rem;
  color: var(--or-soft); }
.or-shared ul { padding-left: 1.1rem !important; list-style: disc !important; }
.or-shared li { margin: 0; font-size: .92rem; overflow-wrap: anywhere; }

.or.or-chosen { border: 1px solid var(--or-line); border-radius: .35rem; padding: 1rem 1.15rem; }
.or.or a.or-go { font-weight: 600; display: inline-block; padding: .35rem 0; }
ul.or.or-key { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; font-size: .9rem; }
.or-key li { display: inline-flex; align-items: center; gap: .45rem; margin: 0;
  overflow-wrap: anywhere; }
.or-key i { width: .75rem; height: .75rem; border-radius: 50%; flex: none; }
.or-key .or-shape { color: var(--or-soft); font-size: 1rem; line-height: 1; }
/* Chart and claim stand one under the other where neither would have room. */
.st-key-board [data-testid="stColumn"] { min-width: min(16rem, 100%); }
/* In sight beside a tall chart. */
@media (min-width: 641px) { .st-key-side { position: sticky; top: 4.5rem; } }
.or-chosen { scroll-margin: 5rem; }
/* A finger on a chart scrolls the page or opens a point; the tools are for a mouse. */
@media (pointer: coarse) { .st-key-chart .modebar-container { display: none; } }
/* Plotly's own text is grey on either ground; names of speakers are content. */
.st-key-chart .annotation-text { fill: currentColor !important; }

.or-library li { padding: 1rem 0; margin: 0; border-top: 1px solid var(--or-line); }
.or-library li:last-child { border-bottom: 1px solid var(--or-line); }
.or.or-library a { font-family: var(--or-serif); font-size: 1.22rem; line-height: 1.3;
  color: inherit; text-decoration: none; overflow-wrap: anywhere; }
.or-library p { margin: .25rem 0 0; }

.or-article h1 { font-size: 2rem; line-height: 1.2; margin: .2rem 0 .6rem;
  overflow-wrap: anywhere; text-wrap: balance; }
.or-text { font-family: var(--or-serif); font-size: 1.14rem; line-height: 1.64;
  border-top: 1px solid var(--or-line); padding-top: 1.4rem; }
.or-text p { margin: 0 0 1em; white-space: pre-wrap; }
.or-text mark, .or-card mark, .or-paragraph mark, .or-beside mark {
  color: var(--or-ink); background: color-mix(in srgb, #e8a33d 40%, transparent);
  padding: .1em 0; box-decoration-break: clone; -webkit-box-decoration-break: clone;
  scroll-margin: 7rem; }
/* Text and, beside it, who speaks in it; below it where there is no room. */
.or-par { display: grid; grid-template-columns: minmax(0, 41rem) minmax(0, 11rem); gap: 0 2rem; }
.or-par .or-voices { font-family: "Source Sans", sans-serif; font-size: .86rem; line-height: 1.4;
  padding-top: .35rem; user-select: none; overflow-wrap: anywhere; }
.or.or .or-voices a { color: var(--or-soft); }
.or.or .or-voices a:hover { color: var(--or-accent); }
.or-voices span { color: var(--or-soft); white-space: nowrap; }
.or-said { text-decoration: underline dotted; text-decoration-thickness: 1.5px;
  text-decoration-color: color-mix(in srgb, var(--or-accent) 80%, transparent);
  text-underline-offset: .24em; }
.or p.or-why { font-size: .8rem; font-weight: 600; margin: 0 0 .15rem; user-select: none; }
.or-steps p { margin: .1rem 0; }
.or-steps p:first-child > * { margin-right: .9rem; }
.or-steps span { color: var(--or-soft); }
.or-found { font-size: .92rem; margin: .2rem 0; }
.or-found summary { cursor: pointer; width: fit-content; padding: .2rem 0; }
.or-found dl { margin: .4rem 0 1rem; display: grid; gap: .55rem; max-width: 44rem; }
.or-found dl > div { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 0 1rem; }
.or-found dt { color: var(--or-soft); }
.or-found dd { margin: 0; overflow-wrap: anywhere; }
.or-found dd p { color: var(--or-soft); margin: 0; }
.or-beside { container-type: inline-size; }
.or-beside table { width: 100%; border-collapse: collapse; table-layout: fixed; margin-top: .6rem; }
.or.or-beside th { text-align: left; font-weight: 400; padding: .5rem 1rem .5rem 0; border: 0;
  border-bottom: 1px solid var(--or-edge); vertical-align: bottom; }
.or.or-beside td { vertical-align: top; padding: .6rem 1.4rem .6rem 0; border: 0;
  border-bottom: 1px solid var(--or-line); font-family: var(--or-serif); font-size: 1.04rem;
  line-height: 1.5; overflow-wrap: anywhere; }
.or-beside tr.or-same td { color: var(--or-soft); }
.or.or a.or-there { font-family: "Source Sans", sans-serif; font-size: .84rem; }
.or i.or-dot { display: inline-block; width: .65rem; height: .65rem; border-radius: 50%;
  margin-right: .45rem; }

.or-gap { max-width: 41rem; margin: 0 0 1.1em; padding-left: 1rem;
  border-left: 2px solid var(--or-line); line-height: 1.45; font-size: .92rem;
  font-family: "Source Sans", sans-serif; color: var(--or-soft); }
.or-gap summary { cursor: pointer; padding: .15rem 0; width: fit-content; }
.or-gap summary + p { margin-top: .6rem; }
.or-text .or-gap p { margin-bottom: .3em; }

.or-loading p { color: var(--or-soft); margin-bottom: .7rem; }
.or-skeleton i { display: block; height: 1rem; margin: .6rem 0; border-radius: .2rem;
  background: color-mix(in srgb, currentColor 10%, transparent); }
@media (prefers-reduced-motion: no-preference) {
  .or-skeleton i { animation: or-breathe 1.6s ease-in-out infinite alternate; }
  @keyframes or-breathe { from { opacity: .45; } to { opacity: 1; } }
}

@media (max-width: 900px) {
  .or-par { grid-template-columns: minmax(0, 41rem); }
  .or-par p { margin-bottom: .2rem; }
  .or-par .or-voices { padding: 0 0 .8rem; }
  .or-par p:last-child { margin-bottom: 1em; }
}
@media (max-width: 640px) {
  .or-found dl > div { grid-template-columns: minmax(0, 1fr); }
  .or-beside thead { display: none; }
  .or-beside table, .or-beside tbody, .or-beside tr, .or-beside td { display: block; width: 100%; }
  .or.or-beside td + td { padding-left: 1rem; border-left: 2px solid var(--or-line); }
  .or-cards .or-card { grid-template-columns: minmax(0, 1fr); gap: .35rem; }
  .or-when > time, .or-when > b { display: inline; margin-right: .4rem; }
  .or-lead { font-size: 1.25rem; }
  .or.or-head h1, .or.or-article h1 { font-size: 1.7rem; }
}
</style>
"""


TIMELINE_CSS = """
<style>
.st-key-controls, .st-key-tools { gap: .8rem 1.6rem; }
.st-key-q { flex: 1 1 15rem; max-width: 26rem; }
.st-key-find { flex: 2 1 14rem; max-width: 26rem; }
.st-key-sort { flex: 1 1 10rem; max-width: 14rem; }
.st-key-view button p::first-letter, .st-key-rows button p::first-letter {
  text-transform: uppercase; }
/* The accent that Streamlit takes is too faint for words on the dark ground. */
.st-key-view [aria-checked=true] p, .st-key-rows [aria-checked=true] p {
  color: var(--or-accent) !important; }
.st-key-span { gap: 0 1rem; margin-bottom: -.6rem; }
.st-key-months, .st-key-chart { min-width: 0; }
.st-key-claims { margin-top: .4rem; }
.st-key-downloads { gap: 0 1.4rem; }
/* Plotly's own text is grey on either ground; dates and names are content. */
.st-key-matrix .annotation-text, .st-key-matrix .textpoint text, .st-key-matrix .xtick text,
.st-key-chart .xtick text, .st-key-months .xtick text { fill: currentColor !important; }
.st-key-who { max-width: 32rem; }

.or-positions { max-width: var(--or-measure); }
.or-positions ins { text-decoration: underline; text-decoration-thickness: 2px;
  text-underline-offset: .16em; background: color-mix(in srgb, #489ca8 22%, transparent); }
.or-positions del { text-decoration: line-through; color: var(--or-soft); }
.or-positions .or-quiet del { color: inherit; }
.or-positions details { font-size: .92rem; color: var(--or-soft); }
.or-positions summary { cursor: pointer; padding: .15rem 0; width: fit-content; }

.or-coverage table { border-collapse: collapse; width: 100%; max-width: 60rem; line-height: 1.4; }
.or-coverage caption { text-align: left; padding: 1rem 0 .4rem; }
.or-coverage th { text-align: left; font-weight: 600; vertical-align: top; }
.or-coverage td { vertical-align: top; }
.or-coverage th, .or-coverage td { padding: .55rem 1rem .55rem 0; overflow-wrap: anywhere; }
.or-coverage tbody { border-top: 1px solid var(--or-line); }
.or-coverage tbody th { width: 46%; font-family: var(--or-serif); }
.or-coverage small { display: block; font-size: .84rem; font-weight: 400; color: var(--or-soft);
  font-family: "Source Sans", sans-serif; }
@media (max-width: 640px) {
  .st-key-rows button, .st-key-view button { padding-inline: .6rem; }
  .or-coverage tbody th { width: 40%; }
  .or-coverage th, .or-coverage td { padding-right: .5rem; font-size: .92rem; }
}
</style>
"""
