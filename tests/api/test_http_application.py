"""The API as a whole: its description, and the sites that may read it in a browser."""

import pytest
from api_tools import api, application, got
from openapi_spec_validator import validate

from rag.api.http_parameters import OneSpeakerParameters, ScopeParameters
from rag.api.http_routes import PREFIX
from rag.corpus import Corpus
from rag.schema.scope import FILTERS
from rag.settings import Settings


def test_description_is_valid_and_complete(corpus: Corpus) -> None:
    with api(application(corpus)) as client:
        found = got(client, "openapi.json")
    validate(found)
    assert found["servers"] == [{"url": PREFIX}]
    assert {"/ask", "/claims", "/speakers", "/articles", "/article", "/search", "/check-draft"} <= (
        found["paths"].keys()
    )
    for path, operations in found["paths"].items():
        for operation in operations.values():
            assert set(operation["responses"]) == {"200", "default"}, path
            assert list(operation["responses"]["default"]["content"]) == [
                "application/problem+json"
            ]
            assert operation["summary"]
            assert operation["description"]
            for parameter in operation.get("parameters", ()):
                assert parameter["in"] == "query"


def test_parameters_have_every_filter() -> None:
    keys = {spec.key for spec in FILTERS}
    assert ScopeParameters.model_fields.keys() == keys
    assert OneSpeakerParameters.model_fields.keys() == keys | {"sure"}


@pytest.mark.parametrize(
    ("sites", "allowed"),
    [("", None), ("https://news.example", "https://news.example"), ("https://other.example", None)],
)
def test_pages_of_other_sites_read_only_where_allowed(
    corpus: Corpus, sites: str, allowed: str | None
) -> None:
    with api(application(corpus, Settings(api_cors=sites))) as client:
        sent = client.get(f"{PREFIX}/status", headers={"Origin": "https://news.example"})
        refused = client.get(f"{PREFIX}/claims?limit=0", headers={"Origin": "https://news.example"})
    assert sent.headers.get("access-control-allow-origin") == allowed
    assert refused.headers.get("access-control-allow-origin") == allowed
