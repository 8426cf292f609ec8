"""
An answer as Markdown with footnotes, for a reader who takes it into an article or a note.

Pure. Quotations stay the articles' own characters; what Markdown would read as markup in them is
escaped, so that every renderer shows them as they are.
"""

import re
from collections.abc import Callable

from rag.schema.answers import Answer, Citation
from rag.schema.articles import DateBasis
from rag.text.english import basis_of_day, capitalised, hedged
from rag.ui.markup.answer_cards import ALSO
from rag.ui.markup.wording import BASIS, written_out
from rag.ui.reader_locale import day

Address = Callable[[Citation], str]

_ACTIVE = re.compile(r"([\\`*_\[\]<>~|$!#^])")
_LINE_START = re.compile(r"^(\s*\d*)([-+=.)])", re.MULTILINE)


def markdown(answer: Answer, address: Address, here: str) -> str:
    """The answer with one footnote to each quotation; ``here`` is the address of the answer."""
    lines = [f"**{plain(answer.question)}**", ""]
    if answer.declined:
        lines += [f"Not on record: {plain(written_out(answer.reason or ''))}"]
    else:
        lines += ["  \n".join(plain(written_out(part.text)) for part in answer.lead_parts)]
        by_number = {citation.n: citation for citation in answer.citations}
        for at, statement in enumerate(answer.statements):
            if at and at == answer.foremost:
                lines += ["", f"{ALSO}:"]
            for n in statement.citations:
                lines += ["", *_quotation(by_number[n])]
        lines.append("")
        lines += [_footnote(citation, address(citation)) for citation in answer.citations]
    lines += ["", f"On Record, corpus {answer.corpus}: <{here}>"]
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """``text`` on one line, with nothing in it that Markdown reads as markup."""
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    return _LINE_START.sub(r"\1\\\2", _ACTIVE.sub(r"\\\1", text))


def _quotation(citation: Citation) -> list[str]:
    """Who said it and when, then the words as a block quotation."""
    office = ", ".join(part for part in (citation.role, citation.organisation) if part)
    if citation.speaker is None and citation.claim is None:
        who = f"{citation.outlet or 'The outlet'}'s own reporting"
    else:
        name = hedged(citation.speaker, citation.confidence)
        who = capitalised(name) or "Speaker not named"
    said = citation.said_on or citation.published
    when = day(said) if said else "day unknown"
    head = f"{plain(who)}{f' ({plain(office)})' if office else ''}, {when}:"
    words = [f"> {_escaped(line)}" for line in citation.quote.strip().splitlines() if line.strip()]
    words[-1] += f"[^{citation.n}]"
    return [head, "", *words]


def _footnote(citation: Citation, address: str) -> str:
    parts = [plain(citation.outlet or "outlet unknown")]
    if citation.origin:
        parts[0] += f", from {plain(citation.origin)}"
    if citation.title:
        parts.append(f"“{plain(citation.title)}”")
    basis = BASIS[citation.date_basis]
    if citation.published and citation.date_basis is not DateBasis.UNKNOWN:
        parts.append(f"{day(citation.published)} ({basis})")
    else:
        parts.append(basis)
    if citation.statement_date and citation.said_on:
        basis = basis_of_day(citation.statement_date, day)
        parts.append(f"day of the words: {plain(basis)}")
    names = dict.fromkeys(copy.outlet or copy.article for copy in citation.also_in)
    if names:
        parts.append(f"also carried by {', '.join(plain(name) for name in names)}")
    if citation.correction:
        parts.append(plain(citation.correction.in_words).rstrip("."))
    parts.append(f"{plain(citation.article)}, characters {citation.span.start}–{citation.span.end}")
    return f"[^{citation.n}]: {'; '.join(parts)}. <{address}>"
