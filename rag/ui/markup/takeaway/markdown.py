"""
An answer, or one of its quotations, as Markdown.

Pure. Quotations stay the articles' own characters; what Markdown would read as markup in them is
escaped, so that every renderer shows them as they are.
"""

import re

from rag.schema.answers import Answer, Citation
from rag.ui.markup.answer_cards import ALSO
from rag.ui.markup.takeaway.quotation_facts import Address, QuotationFacts, facts
from rag.ui.markup.wording import written_out

_ACTIVE = re.compile(r"([\\`*_\[\]<>~|$!#^&])")
_LINE_START = re.compile(r"^(\s*\d*)([-+=.)])")
_INDENT = re.compile(r"^[ \t]+")
_LINE_END = re.compile("(\r\n|\r|\n)")


def markdown(answer: Answer, address: Address, here: str) -> str:
    """The answer with one footnote to each quotation; ``here`` is the address of the answer."""
    lines = [f"**{plain(answer.question)}**", ""]
    if answer.declined:
        lines += [f"Not on record: {plain(written_out(answer.reason or ''))}"]
    else:
        lines += ["  \n".join(plain(written_out(part.text)) for part in answer.lead_parts)]
        by_number = {citation.n: citation for citation in answer.citations}
        known = {n: facts(citation, address(citation)) for n, citation in by_number.items()}
        for at, statement in enumerate(answer.statements):
            if at and at == answer.foremost:
                lines += ["", f"{ALSO}:"]
            for n in statement.citations:
                lines += ["", _head(known[n]), "", f"{_block(by_number[n].quote)}[^{n}]"]
        lines.append("")
        lines += [f"[^{n}]: {_source(one)}" for n, one in known.items()]
    lines += ["", f"On Record, corpus {answer.corpus}: <{here}>"]
    return "\n".join(lines) + "\n"


def quotation(citation: Citation, address: str) -> str:
    """One quotation with its source below it."""
    known = facts(citation, address)
    return f"{_head(known)}\n\n{_block(citation.quote)}\n\n{_source(known)}\n"


def plain(text: str) -> str:
    """``text`` on one line, with nothing in it that Markdown reads as markup."""
    return _escaped(" ".join(text.split()))


def _escaped(line: str) -> str:
    shown = _LINE_START.sub(r"\1\\\2", _ACTIVE.sub(r"\\\1", line))
    # An indented line would be code, in which no character is escaped.
    return _INDENT.sub(lambda match: "".join(f"&#{ord(one)};" for one in match[0]), shown)


def _block(quote: str) -> str:
    """A quotation as a block: every character, line ends too."""
    parts = _LINE_END.split(quote)
    lines = [f"> {_escaped(line)}" for line in parts[::2]]
    return "".join(line + end for line, end in zip(lines, [*parts[1::2], ""], strict=True))


def _head(known: QuotationFacts) -> str:
    return f"{plain(known.who)}, {plain(known.said)}:"


def _source(known: QuotationFacts) -> str:
    parts = [known.source, known.also, known.correction.rstrip(".")]
    links = f"<{known.address}>"
    if known.original:
        shown = f"<{known.original}>" if known.on_web else plain(known.original)
        links = f"Original: {shown}. Passage: {links}"
    return f"{'; '.join(plain(part) for part in parts if part)}. {links}"
