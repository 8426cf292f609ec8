"""
The errors that a reader or operator is meant to see, each a single clear line.

RagError                    anything the product can explain
├── ArticleError            an article, or a row of articles.csv, cannot be used
├── UnknownRecordError      an article, claim or speaker that this corpus does not have
├── ServerError             a dashboard elsewhere that does not answer as expected
├── ScopeError              a scope or question that cannot be understood (wrong usage)
├── MissingIndexError       no index where one was expected
├── StaleIndexError         an index of another version or another model
├── BusyIndexError          another process is updating the index
├── StorageError            the index cannot be written or read: full disk, no permission, damage
├── MissingModelError       the embedding or grammar model is absent or not the one expected
└── WriterError             the optional language model did not deliver

A message says which thing, what was expected and found, and the next step. Errors of foreign
libraries are re-raised as one of these, ``from`` the original, in the file that wraps the library.
"""


class RagError(Exception):
    """Base of all errors shown to people; any other exception is a bug and reaches the log."""


class ArticleError(RagError):
    """An article or its row in articles.csv cannot be used: names file, line and column."""


class UnknownRecordError(RagError):
    """No article, claim or speaker of the corpus has the name asked for."""


class ServerError(RagError):
    """A dashboard elsewhere is unreachable, refuses, or answers with something unusable."""


class ScopeError(RagError):
    """A scope or a question is malformed; the command line answers with exit status 2."""


class MissingIndexError(RagError):
    """There is no index in the folder that the settings name."""


class StaleIndexError(RagError):
    """The index was built by another version of the product or with another model."""


class BusyIndexError(RagError):
    """Another process holds the lock of the index."""


class StorageError(RagError):
    """The index cannot be written or read."""


class MissingModelError(RagError):
    """A model is not installed, or its weights are not the ones expected."""


class WriterError(RagError):
    """The optional language model is unreachable, slow, or answered with something unusable."""
