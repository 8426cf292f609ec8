"""Styles of what the timeline alone has; those of all pages are in ``styles``."""

CSS = """
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
