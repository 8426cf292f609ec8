"""`onrecord mcp`: answers an assistant by the Model Context Protocol."""

import argparse
import sys
from typing import TYPE_CHECKING

from rag.api.api_client import Client
from rag.cli.connection import listening_socket, record_source
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.api.record_source import RecordSource


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Answer until the assistant, or the operator, ends it. Raises RagError."""
    import anyio

    from rag.api.mcp_server import mcp_server

    server = mcp_server(_source(options, settings))
    if not options.http:
        anyio.run(server.run_stdio_async)
        return 0

    import uvicorn

    from rag.api.request_guard import RequestGuard

    app = RequestGuard(server.streamable_http_app(host=options.host), lambda: settings)
    with listening_socket(options.host, options.port) as free:
        print(f"onrecord: listening at http://{options.host}:{options.port}/mcp", file=sys.stderr)
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[free])
    return 0


def _source(options: argparse.Namespace, settings: Settings) -> "RecordSource":
    """What answers, with addresses in the documents; the model is loaded before the first one."""
    if options.server:
        source = record_source(options, settings)
        assert isinstance(source, Client)
        source.status()  # raises what is wrong with the address at once
        return source

    from rag.api.record_service import RecordService
    from rag.corpus import Corpus

    corpus = Corpus.open(settings)
    corpus.warm()
    return RecordService(corpus, options.dashboard.rstrip("/") + "/")
