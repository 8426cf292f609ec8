"""
Malformed and hostile requests to the HTTP API: none may be answered with 500 or a traceback.

    python bench/fuzz_api.py [--articles DIR] [--index DIR] [--requests 10000] [--seed 1]

Requests are made from the API's own description: each path with some of its parameters, unknown
ones and repeated ones, with good, broken and hostile values; broken bodies; other methods.
"""

import argparse
import json
import random
import sys
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from rag.api import http_application
from rag.api.http_routes import PREFIX
from rag.api.record_service import RecordService
from rag.corpus import Corpus
from rag.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = (
    "", " ", "?", "\x00", "\u202etxet", "\ud83d", "é" * 50, "a" * 5000, "'; DROP TABLE claims; --",
    "%00",
    "../../etc/passwd", "<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://x}", "-1", "1e9",
    "99999999999999999999", "0", "true", "null", "NaN", "2020-02-30", "9999-12-31", "0001-01-01",
    "[1]", '{"a": 1}', "“”", "AND OR NOT", "(((", "a*" * 50, "*", "title:", "\n\n", "١٢٣",
)  # fmt: skip
Pairs = list[tuple[str, str | int | float | bool | None]]
METHODS = ("GET",) * 16 + ("POST", "PUT", "DELETE", "OPTIONS")
SLOW = {"ask", "check-draft"}  # paths that a part of the requests is enough for


def main() -> int:
    """Print how many requests had which status; the status is 1 for a fault."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=ROOT / "seeds")
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    settings = replace(Settings.from_environment(), articles=options.articles, index=options.index)
    corpus = Corpus.open(settings)
    corpus.warm()
    faults, statuses = fuzz(corpus, options.requests, options.seed)
    print(f"{options.requests} requests: {dict(sorted(statuses.items()))}")
    for fault in faults[:20]:
        print(f"fault: {fault}")
    return int(bool(faults))


def fuzz(corpus: Corpus, requests: int, seed: int) -> tuple[list[str], Counter[int]]:
    """The faults found by some requests, and how many had each status."""
    mounted = http_application.application(
        Settings, partial(RecordService, corpus), lambda: (corpus.fingerprint, "")
    )
    app = Starlette(routes=[Mount(PREFIX, mounted)])
    lots = random.Random(seed)
    faults: list[str] = []
    statuses: Counter[int] = Counter()
    with TestClient(app, client=("127.0.0.1", 1), raise_server_exceptions=False) as client:
        description = client.get(f"{PREFIX}/openapi.json").json()
        paths = {
            path: [one["name"] for one in next(iter(methods.values())).get("parameters", ())]
            for path, methods in description["paths"].items()
        }
        values = _values(corpus)
        for _ in range(requests):
            method, path, params, content = _request(lots, paths, values)
            sent = client.request(
                method,
                f"{PREFIX}{path}",
                params=params,
                content=content,
                headers={"Content-Type": "application/json"} if content else None,
            )
            statuses[sent.status_code] += 1
            if wrong := _wrong(sent):
                faults.append(f"{method} {path} {params!r} {content!r}: {wrong}")
    return faults, statuses


def _values(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """Good values of parameters."""
    facets = corpus.facets()
    claims = [claim.id for claim in corpus.claims()]
    return {
        "outlet": facets.outlets,
        "speaker": facets.speakers,
        "article": facets.articles,
        "kind": tuple(kind.value for kind in facets.kinds),
        "claim": tuple(claims),
        "cursor": tuple(claims),
        "after": ("2019-01-01", "2020-08-24"),
        "before": ("2020-12-31", "2024-12-31"),
        "q": ("bases", "What did Khafaji say?", "troops"),
        "format": ("json", "csv", "jsonl", "jsonld", "timelinejs", "ris"),
        "sure": ("firm", "all"),
        "limit": ("1", "20", "1000"),
        "start": ("0", "5"),
        "end": ("7", "600"),
        "narrow": ("off", "true"),
        "stream": ("false", "true"),
    }


def _request(
    lots: random.Random,
    paths: dict[str, list[str]],
    values: dict[str, tuple[str, ...]],
) -> tuple[str, str, Pairs, bytes | None]:
    path = lots.choice(list(paths))
    if path.strip("/") in SLOW and lots.random() < 0.5:
        path = lots.choice(list(paths))
    params = []
    for name in paths[path]:
        for _ in range(lots.choice((0, 1, 1, 1, 2) if name in ("q", "claim") else (0, 0, 0, 1, 2))):
            good = name in values and lots.random() < 0.6
            params.append((name, lots.choice(values[name]) if good else lots.choice(HOSTILE)))
    if lots.random() < 0.05:
        params.append((lots.choice(("x", "Q", "outlet[]", "")), lots.choice(HOSTILE)))
    method = "POST" if path == "/check-draft" and lots.random() < 0.9 else lots.choice(METHODS)
    content = _body(lots) if method == "POST" else None
    if lots.random() < 0.02:
        path += lots.choice(("/", "//", "/..", "/%2e%2e/", "x", "/\u202e"))
    clean: Pairs = [(n, v.encode("utf-8", "replace").decode()) for n, v in params]
    return method, path, clean, content


def _body(lots: random.Random) -> bytes:
    text = lots.choice((*HOSTILE, "“No bases,” Khafaji said.", "He said so. " * 20))
    body: Any = lots.choice(({"text": text}, {"text": 1}, {"texts": text}, [text], text, None))
    whole = json.dumps(body).encode()
    return lots.choice((whole, whole, whole, whole[:-1], b"\xff\xfe" + whole, b"[" * 2000))


def _wrong(sent: Any) -> str:
    """What is wrong with a response; "" for nothing."""
    text = sent.text
    if sent.status_code >= 500:
        return f"status {sent.status_code}: {text[:200]}"
    if "Traceback" in text or 'File "' in text:
        return f"a traceback: {text[:200]}"
    if sent.status_code >= 400:
        if sent.headers.get("content-type") != "application/problem+json":
            return f"status {sent.status_code} without a problem document: {text[:200]}"
        found = sent.json()
        if not found["detail"] or found["status"] != sent.status_code:
            return f"a problem without words: {text[:200]}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
