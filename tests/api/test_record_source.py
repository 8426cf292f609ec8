"""What a program can ask: the service and the client offer the same."""

import inspect

import pytest

from rag.api.api_client import Client
from rag.api.record_service import RecordService
from rag.api.record_source import RecordSource

METHODS = [name for name, one in vars(RecordSource).items() if inspect.isfunction(one)]


@pytest.mark.parametrize("name", [name for name in METHODS if not name.startswith("_")])
def test_both_have_every_method_with_the_same_parameters(name: str) -> None:
    wanted = list(inspect.signature(getattr(RecordSource, name)).parameters)
    for offered in (RecordService, Client):
        assert list(inspect.signature(getattr(offered, name)).parameters) == wanted
