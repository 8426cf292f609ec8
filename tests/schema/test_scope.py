"""Scopes: the table of filters, what lies in a scope, and its JSON, addresses and words."""

import ast
import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rag
from rag.cli.arguments import command_parser
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim, Kind, Speaker, StatementDate
from rag.schema.reports import Facets
from rag.schema.scope import (
    FILTERS,
    VALUE_FILTERS,
    DayFilter,
    Scope,
    ValueFilter,
    added_part,
    address_parameters,
    article_in_scope,
    in_scope,
    narrowed_scope,
    scope_json,
    scope_parts,
    scope_phrase,
    scope_summary,
    with_filters,
    without_part,
)

ARTICLE = Article(
    id="a.txt", text="x" * 50, fingerprint="f", outlet="Rudaw", published=date(2020, 8, 24)
)
DAYS = (date(2020, 1, 1), date(2020, 1, 2))


def claim(said_on: date | None = date(2020, 8, 20)) -> Claim:
    return Claim(
        id="c",
        article="a.txt",
        kind=Kind.DIRECT,
        source=(),
        cue=(),
        content=(Span(0, 10),),
        evidence=Span(0, 10),
        text="x" * 10,
        shown=(Span(0, 10),),
        confidence=0.5,
        speakers=(Speaker(name="Kari Lund"),),
        statement_date=StatementDate(day=said_on),
    )


# --- one table ----------------------------------------------------------------------------------


def example(spec: ValueFilter | DayFilter) -> Scope:
    """A scope restricted by this filter alone."""
    raw = "2020-01-01" if isinstance(spec, DayFilter) else [*spec.choices, "A & B"][:1]
    return with_filters(Scope(), {spec.key: raw})


by_filter = pytest.mark.parametrize("spec", FILTERS, ids=lambda spec: spec.key)


def test_table_covers_every_field_of_scope() -> None:
    fields = {field.name for field in dataclasses.fields(Scope)}
    assert {spec.field for spec in FILTERS} == fields
    facets = {field.name for field in dataclasses.fields(Facets)}
    assert {spec.field for spec in VALUE_FILTERS} <= facets


@by_filter
def test_filter_survives_json(spec: ValueFilter | DayFilter) -> None:
    written = scope_json(example(spec))
    assert list(written) == [spec.key]
    assert with_filters(Scope(), written) == example(spec)


@by_filter
def test_filter_is_an_option_of_ask_and_claims(spec: ValueFilter | DayFilter) -> None:
    (text,) = spec.texts(getattr(example(spec), spec.field))
    for command in (["ask", "what?"], ["claims"]):
        options = command_parser().parse_args([*command, f"--{spec.key}", text])
        assert with_filters(Scope(), {spec.key: getattr(options, spec.key)}) == example(spec)


@by_filter
def test_filter_is_an_address_parameter_unless_the_table_excludes_it(
    spec: ValueFilter | DayFilter,
) -> None:
    (text,) = spec.texts(getattr(example(spec), spec.field))
    expected = [(spec.key, text)] if spec.in_address else []
    assert address_parameters(example(spec)) == expected


@by_filter
def test_filter_is_removable_and_has_a_label(spec: ValueFilter | DayFilter) -> None:
    scope = example(spec)
    ((key, value, words),) = scope_parts(scope)
    assert words
    assert without_part(scope, key, value).empty
    assert scope_phrase(scope) != scope_phrase(Scope())
    assert scope_summary(scope) != scope_summary(Scope())


def lists_filters(node: ast.AST) -> bool:
    """Whether a literal holds, or a function reads from a scope, most of the filters by hand."""
    keys, fields = {spec.key for spec in FILTERS}, {spec.field for spec in FILTERS}
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        names = {one.value for one in node.elts if isinstance(one, ast.Constant)}
        return len(names & keys) > 3 and names <= keys | fields
    if isinstance(node, ast.FunctionDef):
        read = {
            one.attr
            for one in ast.walk(node)
            if isinstance(one, ast.Attribute)
            and isinstance(one.value, ast.Name)
            and "scope" in one.value.id
        }
        return len(read & fields) > 2
    return False


def test_no_other_module_lists_the_filters() -> None:
    package = Path(rag.__file__).parent
    places = [
        f"{path.relative_to(package)}: {ast.unparse(node)[:60]}"
        for path in package.rglob("*.py")
        if path != package / "schema" / "scope.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if lists_filters(node)
    ]
    assert places == []


# --- what lies in a scope -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "inside"),
    [
        (Scope(), True),
        (Scope(outlets=("Rudaw",)), True),
        (Scope(outlets=("AVİM",)), False),
        (Scope(outlets=("AVİM", "Rudaw")), True),
        (Scope(articles=("a.txt",)), True),
        (Scope(articles=("b.txt",)), False),
        (Scope(speakers=("Kari Lund",)), True),
        (Scope(speakers=("Kari",)), False),
        (Scope(kinds=(Kind.DIRECT,)), True),
        (Scope(kinds=(Kind.INDIRECT, Kind.MIXED)), False),
        (Scope(after=date(2020, 8, 20)), True),
        (Scope(after=date(2020, 8, 21)), False),
        (Scope(before=date(2020, 8, 20)), True),
        (Scope(before=date(2020, 8, 19)), False),
        (Scope(after=date(2020, 8, 20), before=date(2020, 8, 20)), True),
        (Scope(outlets=("Rudaw",), speakers=("Nobody",)), False),
    ],
    ids=str,
)
def test_claim_is_in_scope_when_every_filter_matches(scope: Scope, *, inside: bool) -> None:
    assert in_scope(claim(), ARTICLE, scope) is inside


def test_claim_without_day_is_dated_by_its_article() -> None:
    undated = claim(said_on=None)
    assert in_scope(undated, ARTICLE, Scope(after=date(2020, 8, 24)))
    assert not in_scope(undated, ARTICLE, Scope(after=date(2020, 8, 25)))
    undated_article = Article(id="a.txt", text="x" * 50, fingerprint="f")
    assert not in_scope(undated, undated_article, Scope(after=date(1900, 1, 1)))
    assert in_scope(undated, undated_article, Scope())


def test_article_is_in_scope_whatever_its_day() -> None:
    assert article_in_scope(ARTICLE, Scope(after=date(2024, 1, 1), outlets=("Rudaw",)))
    assert not article_in_scope(ARTICLE, Scope(outlets=("AVİM",)))


def test_scope_refuses_bounds_that_exclude_each_other() -> None:
    with pytest.raises(ValueError, match="no day is both after"):
        Scope(after=DAYS[1], before=DAYS[0])


@pytest.mark.parametrize(
    ("scope", "needs_claim", "needs_article_only"),
    [
        (Scope(), False, True),
        (Scope(outlets=("A",), articles=("a",)), False, True),
        (Scope(after=DAYS[0]), False, False),
        (Scope(speakers=("X",)), True, False),
        (Scope(kinds=(Kind.MIXED,)), True, False),
    ],
    ids=str,
)
def test_scope_lists_its_restrictions(
    scope: Scope, *, needs_claim: bool, needs_article_only: bool
) -> None:
    assert scope.needs_claim is needs_claim
    assert scope.needs_article_only is needs_article_only


# --- scopes from scopes -------------------------------------------------------------------------

words = st.lists(st.sampled_from("abc"), unique=True, max_size=2).map(tuple)
bounds = st.lists(st.dates(), min_size=2, max_size=2).map(sorted)
scopes = st.builds(
    lambda outlets, speakers, days, which: Scope(
        outlets=outlets,
        speakers=speakers,
        after=days[0] if which & 1 else None,
        before=days[1] if which & 2 else None,
    ),
    words,
    words,
    bounds,
    st.integers(0, 3),
)


@given(scopes, scopes)
def test_narrowed_scope_keeps_filters_set_by_hand(scope: Scope, asked: Scope) -> None:
    both = narrowed_scope(scope, asked)
    assert both.outlets == (scope.outlets or asked.outlets)
    assert not scope.after or (both.after and both.after >= scope.after)
    assert not scope.before or (both.before and both.before <= scope.before)
    assert narrowed_scope(scope, Scope()) == scope
    assert narrowed_scope(Scope(), asked) == asked


def test_narrowed_scope_ignores_contradicting_days() -> None:
    scope = Scope(after=date(2020, 1, 1))
    assert narrowed_scope(scope, Scope(before=date(2019, 1, 1))) == scope


@pytest.mark.parametrize(
    ("key", "value", "left"),
    [
        ("outlet", "a", Scope(outlets=("b",), speakers=("a",), after=DAYS[0])),
        ("speaker", "a", Scope(outlets=("a", "b"), after=DAYS[0])),
        ("after", None, Scope(outlets=("a", "b"), speakers=("a",))),
    ],
)
def test_without_part_takes_out_one_value(key: str, value: str | None, left: Scope) -> None:
    scope = Scope(outlets=("a", "b"), speakers=("a",), after=DAYS[0])
    assert without_part(scope, key, value) == left


def test_added_part_is_the_scope_of_the_question() -> None:
    by_hand = Scope(outlets=("Rudaw",))
    given_scope = Scope(outlets=("Rudaw",), after=DAYS[0])
    assert added_part(given_scope, by_hand) == Scope(after=DAYS[0])
    assert added_part(by_hand, by_hand).empty


# --- JSON ---------------------------------------------------------------------------------------

FULL = Scope(
    outlets=("A",),
    speakers=("B",),
    articles=("C",),
    kinds=(Kind.MIXED,),
    after=DAYS[0],
    before=DAYS[1],
)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), {}),
        (
            FULL,
            {
                "outlet": ["A"],
                "speaker": ["B"],
                "article": ["C"],
                "kind": ["mixed"],
                "after": "2020-01-01",
                "before": "2020-01-02",
            },
        ),
    ],
    ids=["empty", "full"],
)
def test_scope_json_has_the_contracts_keys(scope: Scope, expected: dict[str, object]) -> None:
    assert scope_json(scope) == expected
    assert list(scope_json(scope)) == list(expected)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"outlets": ["A"]}, "no filter is named 'outlets'"),
        ({"kind": "loud"}, "kind 'loud'; the kinds are direct"),
        ({"after": "soon"}, "expected a date as YYYY-MM-DD, found 'soon'"),
        ({"outlet": 5}, "expected a list for 'outlet', found 5"),
        ({"after": "2020-01-02", "before": "2020-01-01"}, "no day is both"),
    ],
    ids=str,
)
def test_with_filters_refuses_malformed_filters(filters: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        with_filters(Scope(), filters)


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "phrase"),
    [
        (Scope(), "the whole corpus"),
        (Scope(outlets=("Rudaw", "AVİM")), "Rudaw, AVİM"),
        (Scope(kinds=(Kind.DIRECT, Kind.MIXED)), "direct or mixed speech"),
        (Scope(after=date(2020, 1, 2)), "since 2020-01-02"),
        (Scope(before=date(2020, 1, 2)), "until 2020-01-02"),
        (Scope(after=date(2020, 1, 1), before=date(2020, 1, 2)), "2020-01-01 to 2020-01-02"),
        (Scope(outlets=("Rudaw",), speakers=("X",)), "Rudaw; X"),
    ],
)
def test_scope_phrase_fits_into_a_sentence(scope: Scope, phrase: str) -> None:
    assert scope_phrase(scope) == phrase


@pytest.mark.parametrize(
    ("scope", "summary"),
    [
        (Scope(), "No filters"),
        (Scope(outlets=("AVİM",)), "Outlet: AVİM"),
        (Scope(speakers=("A", "B")), "Speakers: A, B"),
        (Scope(outlets=("a", "b", "c"), after=DAYS[0]), "3 outlets · from 2020-01-01"),
        (Scope(kinds=(Kind.DIRECT,), before=DAYS[0]), "Kind: quoted · to 2020-01-01"),
        (Scope(after=DAYS[0], before=DAYS[1]), "2020-01-01 – 2020-01-02"),
        (Scope(before=DAYS[1]), "To 2020-01-02"),
    ],
)
def test_scope_summary_is_one_line(scope: Scope, summary: str) -> None:
    assert scope_summary(scope) == summary
