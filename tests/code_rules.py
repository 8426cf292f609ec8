"""
Rules of the code as functions: syntax tree → faults, one line each.

`test_architecture.py` applies them to the project, `structure/test_code_rules.py` to planted
faults.
"""

import ast
import re
from collections.abc import Collection, Iterator, Mapping

MOST_WORDS = 12  # English words that a literal outside rag/lexicon may hold
MOST_POSITIONAL = 4  # fields of a record that may be given by position
PLAIN = frozenset({0, 1, 2})  # numbers that decide nothing

# Attributes that hold sentences for readers. Code stores, joins and prints them. It never compares,
# splits or searches them: what it needs to know is a field of its own.
READER_SENTENCES = frozenset(
    {
        "answer",  # the whole answer as plain text
        "lead",  # the answer in a sentence
        "note",  # what the article list or the writer remarks
        "reason",  # why a question is declined, a file skipped, a sentence dropped
        "said_on_basis",  # how the day of a statement is known
        "understood",  # how the question was read
    }
)
READER_TEXTS = frozenset({"statement"})  # variables whose `.text` is such a sentence
SEARCHES = frozenset(
    {
        "casefold", "count", "endswith", "find", "index", "lower", "partition", "removeprefix",
        "removesuffix", "replace", "rfind", "rindex", "rpartition", "rsplit", "split", "splitlines",
        "startswith", "translate", "upper",
    }
)  # fmt: skip
PATTERN_CALLS = frozenset(
    {"findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn"}
)

_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’.-]*")
_BAR = re.compile(r"[\w)?+*\]]\|[\w(\[\\]")
_GROUP = r"\(\?(?:P?<\w+>|[a-zA-Z-]*:|<?[=!]|P=\w+\))"
_ESCAPE = re.compile(rf"\\[A-Za-z]|{_GROUP}|\[[^\]]*\]|\{{[\d,]*\}}")
_TAG = re.compile(r"(?<![?P])</?[a-z][a-z0-9]*(?=[\s>/]|$)")
_MARKUP = re.compile(r"[<>{};=]|--")


def at(node: ast.AST, what: str) -> str:
    """One fault with its line."""
    return f"{getattr(node, 'lineno', 0)}: {what}"


# --- vocabulary ---------------------------------------------------------------------------------


def identifiers(trees: Collection[ast.Module]) -> frozenset[str]:
    """Names that the code itself declares or passes: fields, arguments, keywords, functions."""
    names: set[str] = set()
    for node in (node for tree in trees for node in ast.walk(tree)):
        match node:
            case ast.arg(arg=name) | ast.keyword(arg=str(name)) | ast.Attribute(attr=name):
                names.add(name)
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.FunctionDef(name=name):
                names.add(name)
    return frozenset(names)


def vocabulary(tree: ast.Module, known: Collection[str] = ()) -> list[str]:
    """
    Literals that hold more than `MOST_WORDS` English words.

    Counted are collections (nested ones as one), strings that are split at once, patterns with
    alternatives, and alternatives of a match statement. Not counted are `known` identifiers
    (columns, enum values), sentences of more than three words, SQL and markup.
    """
    faults = []
    for node in _outermost(tree):
        words = sorted(set(_words_in(node)) - set(known))
        if len(words) > MOST_WORDS:
            faults.append(at(node, f"{len(words)} words: {', '.join(words[:6])} ..."))
    return faults


def _outermost(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        literal = isinstance(child, ast.List | ast.Tuple | ast.Set | ast.Dict | ast.MatchOr)
        if literal or _split(child) or _pattern(child):
            yield child
        else:
            yield from _outermost(child)


def _words_in(node: ast.AST) -> Iterator[str]:
    if listed := _split(node):
        yield from (word for word in listed.split() if _WORD.fullmatch(word))
    elif pattern := _pattern(node):
        yield from _WORD.findall(_ESCAPE.sub(" ", pattern))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        parts = node.value.split()
        if 0 < len(parts) <= 3 and all(_WORD.fullmatch(part) for part in parts):
            yield node.value
    elif isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict | ast.MatchOr | ast.MatchValue):
        for child in ast.iter_child_nodes(node):
            yield from _words_in(child)


def _split(node: ast.AST) -> str:
    """The text of a string that is split where it is written."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="split")):
            return text
    return ""


def _pattern(node: ast.AST) -> str:
    """The text of a string, also a formatted one, that reads as a pattern with alternatives."""
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else " " for part in node.values]
        text = "".join(str(part) for part in parts)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
    else:
        return ""
    return text if _BAR.search(text) and not _MARKUP.search(text) else ""


# --- decision numbers ---------------------------------------------------------------------------


def decision_numbers(tree: ast.Module) -> list[str]:
    """Thresholds in code: named numbers, floats, numeric defaults of records."""
    faults = []
    for body in _bodies(tree):
        record = isinstance(body, ast.ClassDef) and _is_record(body)
        for statement in body.body:
            target, value = _assigned(statement)
            if value is None or not (target.isupper() or record):
                continue
            numbers = [number for number in _numbers(value) if number not in PLAIN]
            if numbers:
                faults.append(at(statement, f"{target} = {numbers[0]}"))
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float(number)) if number not in PLAIN:
                faults.append(at(node, f"{number}"))
    return faults


def _bodies(tree: ast.Module) -> Iterator[ast.Module | ast.ClassDef]:
    yield tree
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def _assigned(node: ast.stmt) -> tuple[str, ast.expr | None]:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=value):
            return name, value
    return "", None


def _numbers(value: ast.expr) -> Iterator[int | float]:
    """Numbers that an expression of literals holds; those in a call's arguments are the call's."""
    match value:
        case ast.Constant(value=bool()):
            return
        case ast.Constant(value=int(number) | float(number)):
            yield number
        case ast.UnaryOp() | ast.BinOp() | ast.Tuple() | ast.List() | ast.Set() | ast.Dict():
            for child in ast.iter_child_nodes(value):
                if isinstance(child, ast.expr):
                    yield from _numbers(child)


# --- records ------------------------------------------------------------------------------------


def records(trees: Collection[ast.Module]) -> dict[str, int]:
    """Name → number of fields, inherited ones included, of each dataclass and named tuple."""
    classes = {
        node.name: node
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }

    def fields(name: str) -> int:
        node = classes[name]
        own = sum(
            isinstance(item, ast.AnnAssign) and "ClassVar" not in ast.unparse(item.annotation)
            for item in node.body
        )
        bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
        return own + sum(fields(base) for base in bases if base in classes and base != name)

    return {name: fields(name) for name, node in classes.items() if _is_record(node)}


def _is_record(node: ast.ClassDef) -> bool:
    decorators = " ".join(ast.unparse(one) for one in node.decorator_list)
    bases = " ".join(ast.unparse(one) for one in node.bases)
    return "dataclass" in decorators or "NamedTuple" in bases


def positional_records(tree: ast.Module, fields: Mapping[str, int]) -> list[str]:
    """Calls that build a record of more than `MOST_POSITIONAL` fields by position."""
    faults = []

    def visit(node: ast.AST, inside: str) -> None:
        inside = node.name if isinstance(node, ast.ClassDef) else inside
        if isinstance(node, ast.Call) and node.args:
            name = ast.unparse(node.func).rpartition(".")[2]
            name = inside if name == "cls" else name
            if fields.get(name, 0) > MOST_POSITIONAL:
                faults.append(at(node, f"{name} has {fields[name]} fields: name them"))
        for child in ast.iter_child_nodes(node):
            visit(child, inside)

    visit(tree, "")
    return faults


# --- sentences for readers ----------------------------------------------------------------------


def parsed_sentences(tree: ast.Module) -> list[str]:
    """Places that compare, split, search or cut a sentence written for readers."""
    faults = []
    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=left, ops=ops, comparators=others):
                read = [left, *others]
                if all(isinstance(op, ast.Is | ast.IsNot) for op in ops):
                    read = []
            case ast.Call(func=ast.Attribute(value=subject, attr=method), args=args):
                read = [subject] if method in SEARCHES else []
                read += args if method in PATTERN_CALLS else []
            case ast.Subscript(value=subject) | ast.Match(subject=subject):
                read = [subject]
            case _:
                read = []
        faults += [at(node, ast.unparse(node)[:80]) for one in read if _for_readers(one)]
    return faults


def _for_readers(node: ast.expr) -> bool:
    match node:
        case ast.Attribute(attr="text", value=ast.Name(id=name)):
            return name in READER_TEXTS
        case ast.Attribute(attr=attribute):
            return attribute in READER_SENTENCES
        case ast.BoolOp(op=ast.Or(), values=[first, *_]):  # (answer.reason or "").split()
            return _for_readers(first)
    return False


# --- markup -------------------------------------------------------------------------------------


def markup_in_strings(tree: ast.Module) -> list[str]:
    """
    Strings with a tag that are put together with others: HTML belongs in templates, which escape.

    Looked at are formatted strings, ``+``, ``%`` and ``.format``.
    """
    faults = []
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=parts):
                pass
            case ast.BinOp(op=ast.Add() | ast.Mod(), left=left, right=right):
                parts = [left, right]
            case ast.Call(func=ast.Attribute(value=subject, attr="format")):
                parts = [subject]
            case _:
                parts = []
        if any(isinstance(part, ast.Constant) and _TAG.search(str(part.value)) for part in parts):
            faults.append(at(node, ast.unparse(node)[:80]))
    return faults
