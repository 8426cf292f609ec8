"""Options of scope: contradictions, and values that the corpus lacks."""

import argparse
from datetime import date

import pytest

from rag.api.record_service import RecordService
from rag.cli.scope_options import chosen_scope, report_unknown
from rag.corpus import Corpus
from rag.errors import ScopeError
from rag.schema.scope import FILTERS, Scope


def given(**values: object) -> argparse.Namespace:
    return argparse.Namespace(**{spec.key: values.get(spec.key) or () for spec in FILTERS})


def test_chosen_scope_reads_every_filter() -> None:
    options = given(outlet=["Rudaw"])
    options.after = options.before = None
    assert chosen_scope(options) == Scope(outlets=("Rudaw",))


def test_days_that_contradict_are_an_error_with_the_next_step() -> None:
    options = given()
    options.after, options.before = date(2020, 1, 2), date(2020, 1, 1)
    with pytest.raises(ScopeError, match="swap --after and --before"):
        chosen_scope(options)


def test_a_value_that_the_corpus_lacks_is_named_with_like_ones(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    report_unknown(RecordService(corpus), {"": Scope(outlets=("Rudav", "SOTT.net"))})
    message = capsys.readouterr().err
    assert message.startswith("onrecord: --outlet 'Rudav' is not in this corpus; it has Rudaw")
    assert message.count("\n") == 1
