"""Each rule of the code finds the fault it is for, and leaves alone what only looks like one."""

import ast

import code_rules
import pytest

THIRTEEN = "agree argue claim deny insist maintain promise report reveal stress suggest vow warn"
QUOTED = ", ".join(f'"{word}"' for word in THIRTEEN.split())
COLUMNS = ", ".join(f'"{word}_id"' for word in THIRTEEN.split())
BARRED = "|".join(THIRTEEN.split())
NESTED = "), (".join(f'"{word}", "x{word}"' for word in THIRTEEN.split()[:7])


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(f"VERBS = ({QUOTED})", id="tuple"),
        pytest.param(f"VERBS = frozenset({{{QUOTED}}})", id="set"),
        pytest.param(f"FORMS = {{{QUOTED.replace(',', ': 1,')}: 1}}", id="dict"),
        pytest.param(f"FORMS = [({NESTED})]", id="nested"),
        pytest.param(f'VERBS = set("{THIRTEEN}".split())', id="split string"),
        pytest.param(f'SAID = re.compile(r"\\b(?:{BARRED})\\b")', id="alternation"),
        pytest.param(f'SAID = re.compile(rf"{{NAME}} (?:{BARRED})")', id="formatted alternation"),
        pytest.param(f"def f(word):\n    return word in [{QUOTED}]", id="inside a function"),
        pytest.param(
            f"match word:\n    case {QUOTED.replace(',', ' |')}:\n        pass", id="match"
        ),
    ],
)
def test_vocabulary_finds_word_lists(code: str) -> None:
    assert code_rules.vocabulary(ast.parse(code))


@pytest.mark.parametrize(
    "code",
    [
        pytest.param('VERBS = ("agree", "argue", "claim")', id="short list"),
        pytest.param(f"COLUMNS = ({COLUMNS})", id="columns"),
        pytest.param(f'"""About verbs: {THIRTEEN}."""', id="docstring"),
        pytest.param(
            f'sql = "SELECT {THIRTEEN} FROM claims WHERE speaker || outlet = ?"', id="SQL"
        ),
        pytest.param(f'MESSAGES = ["{THIRTEEN}", "{THIRTEEN}"]', id="sentences"),
        pytest.param(f"f({QUOTED})", id="arguments"),
    ],
)
def test_vocabulary_leaves_other_literals_alone(code: str) -> None:
    assert code_rules.vocabulary(ast.parse(code)) == []


def test_vocabulary_leaves_names_of_the_code_alone() -> None:
    code = ast.parse(f"FIELDS = ({QUOTED})\n\n\ndef report({THIRTEEN.replace(' ', ', ')}): ...")
    assert code_rules.vocabulary(code)
    assert code_rules.vocabulary(code, code_rules.identifiers([code])) == []


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("DEPTH = 60", id="named number"),
        pytest.param("DEPTH: int = 5 * 60", id="product"),
        pytest.param("WEIGHTS = (1, 3)", id="tuple"),
        pytest.param("def f(x):\n    return x > 0.5", id="float in a function"),
        pytest.param("@dataclass\nclass Bar:\n    least: int = 12", id="default of a record"),
        pytest.param("class Bar:\n    LEAST = 12", id="constant of a class"),
    ],
)
def test_decision_numbers_are_found(code: str) -> None:
    assert code_rules.decision_numbers(ast.parse(code))


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("FIRST = 0", id="zero"),
        pytest.param("PAIR = 2", id="two"),
        pytest.param("share = 1.0 - 0.0", id="whole floats"),
        pytest.param("LOUD = True", id="truth value"),
        pytest.param("@dataclass\nclass Count:\n    copies: int = 1", id="neutral default"),
    ],
)
def test_plain_numbers_are_no_decision(code: str) -> None:
    assert code_rules.decision_numbers(ast.parse(code)) == []


RECORDS = """
@dataclass(frozen=True)
class Small:
    a: int
    b: int

@dataclass(frozen=True)
class Large(Small):
    c: int
    d: int
    e: int
    MOST: ClassVar[int] = 1

    @classmethod
    def zero(cls):
        return {cls}

{call}
"""


@pytest.mark.parametrize(
    ("call", "inner"),
    [
        pytest.param("Large(1, 2, 3, 4, 5)", "None", id="all"),
        pytest.param("Large(1, b=2, c=3, d=4, e=5)", "None", id="first"),
        pytest.param("schema.Large(*values)", "None", id="unpacked"),
        pytest.param("", "cls(0, 0, 0, 0, 0)", id="cls"),
    ],
)
def test_large_records_built_by_position_are_found(call: str, inner: str) -> None:
    code = ast.parse(RECORDS.format(call=call, cls=inner))
    assert code_rules.records([code]) == {"Small": 2, "Large": 5}
    assert len(code_rules.positional_records(code, code_rules.records([code]))) == 1


@pytest.mark.parametrize("call", ["Small(1, 2)", "Large(a=1, b=2, c=3, d=4, e=5)", "Large(**row)"])
def test_records_built_by_keyword_are_left_alone(call: str) -> None:
    code = ast.parse(RECORDS.format(call=call, cls="None"))
    assert code_rules.positional_records(code, code_rules.records([code])) == []


@pytest.mark.parametrize(
    "code",
    [
        'claim.said_on_basis == "day of publication"',
        '"inferred" in claim.said_on_basis',
        'answer.reason.startswith("No article")',
        'answer.reason.lower() == "x"',
        '(answer.reason or "").split(" and ")',
        'found.lead.partition("; ")',
        "found.lead[:20]",
        "PATTERN.search(found.understood)",
        're.sub("x", "y", prose.note)',
        'statement.text.removesuffix(".")',
        'match answer.reason:\n    case "x":\n        pass',
    ],
)
def test_parsing_a_sentence_for_readers_is_found(code: str) -> None:
    assert len(code_rules.parsed_sentences(ast.parse(code))) == 1


@pytest.mark.parametrize(
    "code",
    [
        "answer.reason is None",
        "print(answer.reason or answer.lead)",
        'f"{found.lead} {found.understood}"',
        'article.text.split(" ")',
        "dataclasses.replace(answer, reason=None)",
        "if answer.reason:\n    pass",
    ],
)
def test_printing_a_sentence_for_readers_is_left_alone(code: str) -> None:
    assert code_rules.parsed_sentences(ast.parse(code)) == []


@pytest.mark.parametrize(
    "code",
    [
        "f'<p>{text}</p>'",
        "'<li class=\"x\">' + text",
        "'<b>%s</b>' % text",
        "'<b>{}</b>'.format(1)",
    ],
)
def test_markup_put_together_in_code_is_found(code: str) -> None:
    assert len(code_rules.markup_in_strings(ast.parse(code))) == 1


@pytest.mark.parametrize(
    "code",
    ["f'{a} < {b}'", "f'(?P<name>{a})'", "f'(?<=x){a}'", "'<favicon.svg>'", "text + ' < 3'"],
)
def test_other_angle_brackets_are_left_alone(code: str) -> None:
    assert code_rules.markup_in_strings(ast.parse(code)) == []
