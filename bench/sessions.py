"""
Readers without a browser: websocket sessions that speak Streamlit's protocol.

A session keeps what a browser keeps: the widgets it received, their values, the page. It measures
the server's work and the connection, from a click to the end of the script's run, without drawing.
"""

import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

TIMEOUT = 60.0  # seconds; a run that takes longer has failed


@dataclass(kw_only=True)
class Session:
    """One reader, on one page."""

    socket: Any
    query: str
    page: str = ""
    name: str = ""
    widgets: dict[str, str] = field(default_factory=dict)  # key → id
    values: dict[str, WidgetState] = field(default_factory=dict)
    drawn: dict[str, Any] = field(default_factory=dict)  # key → the data of our own components
    charts: dict[str, Any] = field(default_factory=dict)  # key → the figure
    texts: list[str] = field(default_factory=list)

    @classmethod
    async def open(cls, url: str, page: str, **query: str) -> "Session":
        """Connect and run the page once."""
        import websockets

        socket = await websockets.connect(
            url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=[websockets.Subprotocol("streamlit")],
            origin=websockets.Origin(url),
            max_size=None,
            ping_timeout=None,
        )
        session = cls(socket=socket, query=urlencode(query), name=page)
        await session.run()
        return session

    async def choose(self, key: str, kind: str, value: Any) -> float:
        """Set a widget's value and run the page; returns seconds until the run has ended."""
        state = WidgetState(id=self.widgets[key])
        if kind == "string_array_value":
            state.string_array_value.data.extend(value)
        else:
            setattr(state, kind, value)
        self.values[key] = state
        return await self.run()

    async def click(self, key: str, *points: list[Any]) -> float:
        """Click on a point of a chart, or select several, by their ``customdata``."""
        chosen = {
            "points": [{"customdata": point} for point in points],
            "point_indices": list(range(len(points))),
            "box": [],
            "lasso": [],
        }
        return await self.choose(key, "string_value", json.dumps({"selection": chosen}))

    async def run(self) -> float:
        """Run the page again with unchanged values."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self.page
        message.rerun_script.page_name = "" if self.page else self.name
        message.rerun_script.widget_states.widgets.extend(self.values.values())
        started = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        self.texts, self.drawn, self.charts, self.widgets = [], {}, {}, {}
        while True:
            got = ForwardMsg()
            got.ParseFromString(await self._receive())
            what = got.WhichOneof("type")
            if what == "navigation":
                self.page = got.navigation.page_script_hash
            elif what == "delta":
                self._take(got.delta)
            elif what == "script_finished":
                if got.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError(f"the run ended with {got.script_finished}")
                seconds = time.perf_counter() - started
                # As in a browser, a widget that left the page loses its value.
                self.values = {k: v for k, v in self.values.items() if k in self.widgets}
                return seconds

    async def close(self) -> None:
        """Close the connection."""
        await self.socket.close()

    async def _receive(self) -> bytes:
        import asyncio

        got = await asyncio.wait_for(self.socket.recv(), TIMEOUT)
        assert isinstance(got, bytes)
        return got

    def _take(self, delta: Any) -> None:
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        held = getattr(element, kind)
        name = getattr(held, "id", "")
        key = name.split("-", 2)[2] if name.count("-") > 1 else ""
        if key and key != "None":
            self.widgets[key] = name
        if kind == "html":
            self.texts.append(held.body)
        elif kind == "bidi_component":
            self.drawn[key] = json.loads(held.json) if held.json else None
        elif kind == "plotly_chart":
            self.charts[key] = json.loads(held.spec)
        elif kind == "exception":
            raise RuntimeError(held.message)
