"""Documents of answers have the keys that their type names, and pydantic can check them."""

from asking import BASES
from pydantic import TypeAdapter

from rag.corpus import Corpus
from rag.export.contract_json import answer_json
from rag.export.documents.answer_documents import AnswerDocument


def test_answers_fit_their_type(corpus: Corpus) -> None:
    check = TypeAdapter(AnswerDocument)
    for question in (BASES, "What is the price of copper in Chile?", "Did Iraq say so?"):
        document = answer_json(corpus.ask(question))
        assert check.validate_python(document, strict=True) == document
        optional = {"address", "notices"}
        assert document.keys() == AnswerDocument.__annotations__.keys() - optional
