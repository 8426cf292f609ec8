"""Answers to the questions in one → one answer, in the order of the questions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rag.answering import lead
from rag.schema.answers import Answer, Citation, LeadPart, Statement
from rag.schema.articles import Span
from rag.schema.scope import Scope

_NUMBER = re.compile(r"\[(\d+)\]")  # of a citation, in a statement


def joined(text: str, answers: Sequence[Answer], scope: Scope) -> Answer:
    """
    One answer to the question ``text``, of the answers to the questions in it, asked in ``scope``.

    The lead quotes each answer, and says which question is not on record and why. The whole is
    declined only where each of them is. A statement that answers two of them is shown once.
    """
    said = [answer for answer in answers if not answer.declined]
    if not said:
        reasons = [f"“{answer.question}” {answer.reason}" for answer in answers]
        missing = tuple(dict.fromkeys(term for answer in answers for term in answer.missing))
        return replace(
            answers[0], question=text, scope=scope, reason=" ".join(reasons), missing=missing
        )
    numbering = _Numbering()
    foremost = [s for a in said for s in numbering.renumbered(a, a.statements[: a.foremost])]
    others = [s for a in said for s in numbering.renumbered(a, a.statements[a.foremost :])]
    citations = tuple(numbering.citations)
    parts = [part for answer in answers for part in _lead(answer, numbering)]
    quoted = {part.citation for part in parts if part.citation}
    cited = {c.article for c in citations} | {o.article for c in citations for o in c.also_in}
    return replace(
        said[0],
        question=text,
        scope=scope,  # what one question itself restricts is no scope of the other
        lead_parts=(*parts, *lead.further(len(citations) - len(quoted))),
        values=tuple(
            replace(value, citation=numbering.number(answer, value.citation))
            for answer in said
            for value in answer.values
        ),
        statements=(*foremost, *others),
        foremost=len(foremost),
        citations=citations,
        independent_sources=len({c.dispatch for c in citations}),
        articles=len(cited),
        understood=tuple(dict.fromkeys(how for answer in answers for how in answer.understood)),
        terms=tuple(dict.fromkeys(term for answer in answers for term in answer.terms)),
        unscoped=None,
        ranked=tuple(
            {(e.hit.article, e.hit.span): e for answer in answers for e in answer.ranked}.values()
        ),
    )


class _Numbering:
    """Gives the citations of several answers the numbers of one."""

    def __init__(self) -> None:
        self.citations: list[Citation] = []
        self._of_place: dict[tuple[str, Span], int] = {}

    def number(self, answer: Answer, n: int) -> int:
        """The number of citation ``n`` of an answer."""
        citation = answer.citations[n - 1]
        return self._of_place[citation.article, citation.span]

    def renumbered(self, answer: Answer, statements: Sequence[Statement]) -> Iterator[Statement]:
        """The statements with new numbers, without those of which all is cited already."""
        for statement in statements:
            cited = [answer.citations[n - 1] for n in statement.citations]
            if all((c.article, c.span) in self._of_place for c in cited):
                continue
            first = len(self.citations) + 1
            numbers = dict(zip(statement.citations, range(first, first + len(cited)), strict=True))
            for citation in cited:
                n = numbers[citation.n]
                self.citations.append(replace(citation, n=n))
                self._of_place.setdefault((citation.article, citation.span), n)
            text = _with_numbers(statement.text, numbers)
            yield replace(statement, text=text, citations=tuple(numbers.values()))


def _with_numbers(text: str, numbers: Mapping[int, int]) -> str:
    """A statement with other numbers; brackets of a quotation that are none of them stay."""
    return _NUMBER.sub(lambda m: f"[{numbers.get(int(m[1]), m[1])}]", text)


def _lead(answer: Answer, numbering: _Numbering) -> Iterator[LeadPart]:
    """The parts of one lead, less the count of what it does not quote."""
    if answer.declined:
        yield LeadPart(f"“{answer.question}” is not on record: {answer.reason}")
        return
    further = lead.further(len(answer.citations) - sum(1 for p in answer.lead_parts if p.citation))
    for part in answer.lead_parts:
        if part.citation is not None:
            yield replace(part, citation=numbering.number(answer, part.citation))
        elif part not in further:
            yield part
