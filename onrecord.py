"""The names for programs that use On Record; the product itself is the package ``rag``."""

from rag.api.api_client import Client
from rag.api.record_queries import ClaimQuery, PageQuery, PlaceQuery, QuestionQuery
from rag.corpus import Corpus
from rag.errors import RagError
from rag.schema.articles import Span
from rag.schema.scope import Scope
from rag.settings import Settings

__all__ = [
    "ClaimQuery",
    "Client",
    "Corpus",
    "PageQuery",
    "PlaceQuery",
    "QuestionQuery",
    "RagError",
    "Scope",
    "Settings",
    "Span",
]
