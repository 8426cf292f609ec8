"""The tree of errors that readers and operators see."""

import inspect

from rag import errors


def test_every_error_is_a_rag_error_with_a_place_in_the_drawn_tree() -> None:
    classes = [cls for _, cls in inspect.getmembers(errors, inspect.isclass)]
    for cls in classes:
        assert issubclass(cls, errors.RagError)
        assert cls.__name__ in (errors.__doc__ or "")
        assert cls.__doc__
