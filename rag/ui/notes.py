"""What stands around answers and articles, as HTML: heads, notices, errors, the way to begin."""

from collections.abc import Iterable, Sequence

from rag.ui.markup import bdi, esc


def problem(message: str) -> str:
    """A calm one-line error."""
    return f'<div class="or or-problem" role="alert">{bdi(message)}</div>'


def notices(lines: Sequence[str]) -> str:
    """Quiet lines about an address that could not be followed to the letter."""
    items = "".join(f"<p>{bdi(line)}</p>" for line in lines)
    return f'<div class="or or-notice" role="status">{items}</div>'


def subheading(text: str) -> str:
    """The head of a part of a page; the text is ours."""
    return f'<h2 class="or">{esc(text)}</h2>'


def scope(words: str) -> str:
    """What is in scope, at the head of the filters."""
    return f'<div class="or or-scope"><h2>Scope</h2><p class="or-quiet">{bdi(words)}</p></div>'


def heading(title: str, standfirst: str = "") -> str:
    """The head of a page; both texts are ours."""
    below = f"<p>{esc(standfirst)}</p>" if standfirst else ""
    return f'<header class="or or-head"><h1>{esc(title)}</h1>{below}</header>'


def loading() -> str:
    """That the model is not loaded yet, with a skeleton of the answer to come."""
    bars = '<i style="width:92%"></i><i style="width:78%"></i><i style="width:85%"></i>'
    return (
        '<div class="or or-loading" role="status"><p>The language model is loading. '
        "This takes some seconds after a start; the answer then appears by itself.</p>"
        f'<div class="or-skeleton" aria-hidden="true">{bars}</div></div>'
    )


def quiet(text: str) -> str:
    """One line of small print."""
    return f'<p class="or or-quiet">{bdi(text)}</p>'


def questions(title: str, links: Iterable[tuple[str, str]]) -> str:
    """Questions to start from, as (question, address)."""
    items = "".join(f'<li><a href="{esc(href)}">{bdi(text)}</a></li>' for text, href in links)
    return (
        f'<nav class="or or-examples" aria-label="{esc(title)}">'
        f"<h2>{esc(title)}</h2><ul>{items}</ul></nav>"
    )
