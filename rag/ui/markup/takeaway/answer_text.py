"""An answer, or one of its quotations, as plain text."""

from rag.schema.answers import Answer, Citation
from rag.text.english import capitalised
from rag.ui.markup.answer_cards import ALSO
from rag.ui.markup.takeaway.quotation_facts import Address, facts
from rag.ui.markup.wording import written_out


def answer_text(answer: Answer, address: Address, here: str) -> str:
    """The answer with each quotation above its source; ``here`` is the address of the answer."""
    blocks = [answer.question]
    if answer.declined:
        blocks.append(f"Not on record: {written_out(answer.reason or '')}")
    else:
        blocks.append("\n".join(written_out(part.text) for part in answer.lead_parts))
        by_number = {citation.n: citation for citation in answer.citations}
        for at, statement in enumerate(answer.statements):
            if at and at == answer.foremost:
                blocks.append(f"{ALSO}:")
            cited = [by_number[n] for n in statement.citations]
            blocks += [quotation(citation, address(citation)) for citation in cited]
    blocks.append(f"On Record, corpus {answer.corpus}: {here}")
    return "\n\n".join(block.rstrip("\n") for block in blocks) + "\n"


def quotation(citation: Citation, address: str) -> str:
    """One quotation, and below it who said it and when, and where it was published."""
    known = facts(citation, address)
    lines = [
        f"{known.who}, {known.said}",
        known.source,
        capitalised(known.also),
        known.correction,
        f"Original: {known.original}" if known.original else "",
        f"Passage: {known.address}",
    ]
    return f"{citation.quote}\n\n" + "".join(f"{line}\n" for line in lines if line)
