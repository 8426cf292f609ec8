"""
Prints which sentences of a language model pass the checks, question by question, and their counts.

    python bench/writer.py [--articles DIR] [--index DIR] [--questions FILE] [--local] [--save FILE]

ONRECORD_LLM and ONRECORD_LLM_URL name the model. With --local, the script starts a small real one
for the run (``local_model.py``; ``make writer`` installs what it needs). --save writes each
sentence with the passages it cites and the verdict as CSV, for a reader who checks the checks.
"""

import argparse
import csv
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import local_model

from rag.cli import questions_file
from rag.corpus import Corpus
from rag.schema.answers import Answer
from rag.schema.scope import EVERYTHING
from rag.settings import Settings
from rag.writer import verification

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = (
    "what did Iraq say about US bases?",
    "What did Donald Trump say about Iraq?",
    "Who spoke about the exit of the coalition troops, and when?",
)
COLUMNS = ("question", "sentence", "verdict", "reason", "passages")


@dataclass(kw_only=True)
class Counts:
    """What a model wrote for all questions."""

    questions: int = 0
    declined: int = 0
    answers_with_prose: int = 0
    shown: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The table."""
        written = self.shown + self.dropped.total()
        asked = self.questions - self.declined
        rows = [
            ("questions", f"{self.questions}"),
            ("declined, so the model is not asked", f"{self.declined}"),
            ("answers beside which the model wrote", f"{asked}"),
            ("answers with a sentence shown", f"{self.answers_with_prose}"),
            ("sentences written", f"{written}"),
            ("sentences shown", f"{self.shown}"),
            ("sentences dropped", f"{self.dropped.total()}"),
            *((f"  {check}", f"{count}") for check, count in self.dropped.most_common()),
            ("seconds an answer", f"{self.seconds / max(asked, 1):.1f}"),
            ("seconds a sentence", f"{self.seconds / max(written, 1):.1f}"),
            *((note, f"{count}") for note, count in self.notes.most_common()),
        ]
        return [f"{name:44} {value:>8}" for name, value in rows]


def main() -> int:
    """Print the shown and dropped sentences of each answer, then the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=ROOT / "seeds")
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    parser.add_argument("--questions", type=Path, help="JSON Lines, as for onrecord ask")
    parser.add_argument("--local", action="store_true", help="start a small model for this run")
    parser.add_argument("--save", type=Path, help="CSV of each sentence and its passages")
    options = parser.parse_args()
    settings = replace(Settings.from_environment(), articles=options.articles, index=options.index)
    if options.local:
        with local_model.running() as (name, url):
            local = replace(settings, llm=name, llm_url=url)
            return _run(local, options.questions, options.save)
    if not settings.llm:
        sys.exit("set ONRECORD_LLM and ONRECORD_LLM_URL, or ask for --local")
    return _run(settings, options.questions, options.save)


def _run(settings: Settings, file: Path | None, save: Path | None) -> int:
    corpus = Corpus.open(settings)
    counts = Counts()
    if file:
        entries = questions_file.read(file, EVERYTHING)
        asked = [(entry.question, entry.scope, entry.asked) for entry in entries]
    else:
        asked = [(question, EVERYTHING, None) for question in QUESTIONS]
    for question, scope, today in asked:
        print(f"\n{question}")
        _count(corpus, corpus.ask(question, scope, today=today), counts)
    print("\n" + "\n".join(counts.lines()))
    if save:
        with save.open("w", encoding="utf-8", newline="") as target:
            csv.writer(target).writerows([COLUMNS, *counts.rows])
    return 0


def _count(corpus: Corpus, answer: Answer, counts: Counts) -> None:
    """Let the model write beside one answer; print and count what becomes of it."""
    counts.questions += 1
    if answer.declined:
        counts.declined += 1
        return
    written = [answer, *corpus.write(answer)][-1].written
    if written is None:
        return
    pieces = {piece.citation.n: piece for piece in corpus.numbered_evidence(answer)}

    def row(text: str, verdict: str, reason: str) -> None:
        cited = [pieces[n] for n in verification.cites(text) if n in pieces]
        passages = "\n".join(f"[{p.citation.n}] {p.attribution}: {p.citation.quote}" for p in cited)
        counts.rows.append((answer.question, text, verdict, reason, passages))

    for sentence in written.sentences:
        print(f"  shown    {sentence.text}")
        row(sentence.text, "shown", "")
    for dropped in written.dropped:
        fault = verification.fault(dropped.text, pieces)
        check = str(fault.check) if fault else "repeated or too long"
        print(f"  dropped  {dropped.text}\n           {dropped.reason}")
        row(dropped.text, check, dropped.reason)
        counts.dropped[check] += 1
    if written.note:
        print(f"  note     {written.note}")
    counts.shown += len(written.sentences)
    counts.answers_with_prose += bool(written.sentences)
    counts.seconds += written.seconds
    if not written.sentences and not written.dropped:
        counts.notes["answers with nothing written"] += 1


if __name__ == "__main__":
    sys.exit(main())
