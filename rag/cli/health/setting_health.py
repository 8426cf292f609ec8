"""Checks of the version and of the settings that no other check reads."""

import platform
from typing import Final

import rag
from rag.api.request_guard import unusable_rate
from rag.cli.health.health_line import HealthCheck, HealthState
from rag.errors import RagError
from rag.indexing.worker_pool import workers_for
from rag.settings import YES, Settings
from rag.text.english import count

NO: Final = ("", "no", "false", "off", "0")
MANY: Final = 1_000_000  # articles: as many processes start as ever do


def version(_: Settings) -> HealthCheck:
    """What runs here."""
    values = {
        "onrecord": rag.__version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
    }
    words = f"onrecord {rag.__version__}, Python {values['python']}, {values['platform']}"
    return HealthCheck("version", HealthState.OK, words, values)


def settings_in_use(settings: Settings) -> HealthCheck:
    """What readers may do, where views may be embedded, how many processes read articles."""
    may = {"update": settings.readers_may_update, "mark": settings.readers_may_mark}
    problems: list[str] = []
    unclear = [
        f"{variable}: expected yes or no, found {given!r}, which counts as no"
        for variable, given in (
            ("ONRECORD_UPDATE", settings.update),
            ("ONRECORD_MARKS", settings.marks),
        )
        if given.casefold() not in (*YES, *NO)
    ]
    workers = None
    try:
        workers = workers_for(MANY, settings)
    except RagError as error:
        problems.append(str(error))
    if unusable := settings.unusable_sites:
        problems.append(
            f"ONRECORD_EMBED: expected sites such as https://news.example, found "
            f"{', '.join(map(repr, unusable))}. Correct or remove them"
        )
    if sites := settings.unusable_api_sites:
        problems.append(
            f"ONRECORD_API_CORS: expected sites such as https://news.example, found "
            f"{', '.join(map(repr, sites))}. Correct or remove them"
        )
    if rate := unusable_rate(settings):
        problems.append(
            f"ONRECORD_API_RATE: expected a rate such as 60/minute, found {rate!r}. Correct it"
        )
    values = {
        "programs_need_token": bool(settings.api_token),
        "readers_may_update": may["update"],
        "readers_may_mark": may["mark"],
        "embedding_sites": list(settings.embedding_sites),
        "unusable_sites": list(unusable),
        "workers": workers,
    }
    if problems:
        return HealthCheck("settings", HealthState.PROBLEM, ". ".join(problems), values)
    words = [f"readers may {'' if allowed else 'not '}{verb}" for verb, allowed in may.items()]
    if settings.embedding_sites:
        words.append(f"views may be embedded by {', '.join(settings.embedding_sites)}")
    if workers:
        words.append(f"up to {count(workers, 'process')} read new articles")
    state = HealthState.NOTE if unclear else HealthState.OK
    return HealthCheck("settings", state, "; ".join([*unclear, *words]), values)
