"""Refusals as problem details."""

import json

import pytest

from rag.api import problems
from rag.errors import (
    BusyIndexError,
    MissingIndexError,
    RagError,
    ScopeError,
    UnknownRecordError,
    WriterError,
)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (ScopeError("x"), 400),
        (UnknownRecordError("x"), 404),
        (MissingIndexError("x"), 503),
        (BusyIndexError("x"), 503),
        (WriterError("x"), 503),
    ],
)
def test_status_follows_from_the_error(error: RagError, status: int) -> None:
    sent = problems.of_error(error)
    assert sent.status_code == status
    assert ("retry-after" in sent.headers) is (status == 503)
    document = json.loads(bytes(sent.body))
    assert (document["status"], document["detail"]) == (status, "x")


def test_malformed_parameters_are_named_with_what_was_found() -> None:
    sent = problems.of_parameters(
        [
            {"type": "extra_forbidden", "loc": ("query", "outlets"), "msg": "", "input": "x"},
            {"type": "missing", "loc": ("query", "q"), "msg": "Field required", "input": {}},
            {
                "type": "int_parsing", "loc": ("query", "limit"), "input": "many " * 40,
                "msg": "Input should be a valid integer",
            },
            {"type": "json_invalid", "loc": ("body",), "msg": "JSON decode error", "input": {}},
        ]
    )  # fmt: skip
    errors = json.loads(bytes(sent.body))["errors"]
    assert [one["parameter"] for one in errors] == ["outlets", "q", "limit", "body"]
    assert "no such parameter" in errors[0]["detail"]
    assert errors[1]["detail"] == "it is needed"
    assert errors[2]["detail"].startswith("Input should be a valid integer, found 'many many")
    assert len(errors[2]["detail"]) < 120


def test_lone_surrogates_are_sent() -> None:
    sent = problems.problem(400, "half of \ud83d")
    assert json.loads(bytes(sent.body))["detail"] == "half of \ud83d"
