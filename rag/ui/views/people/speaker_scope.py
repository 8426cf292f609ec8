"""A speaker with the filters of the page: the claims that it shows, and their addresses."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from rag.schema.scope import Scope
from rag.timeline.periods import Numbers
from rag.timeline.speaker_profile import SpeakerProfile, profile
from rag.timeline.speaker_table import SpeakerEntry
from rag.ui.state import address, navigation, resources
from rag.ui.views.timeline_claims import Among, claims_in

ALL: Final = address.CHOICES["sure"][1]


def speakers_in(scope: Scope, *, firm: bool) -> tuple[SpeakerEntry, ...]:
    """The named speakers in scope, those with most claims first."""
    table, people = resources.claim_table(), resources.speaker_table()
    numbers = claims_in(table, scope, Among(firm=firm))
    return table.cached(("speakers", scope, firm), lambda: people.speakers(numbers))


@dataclass(frozen=True, slots=True)
class SpeakerInScope:
    """
    A speaker, and the other filters of the page: ``scope`` has none for speakers.

    ``firm``: without the less certain claims.
    """

    name: str
    scope: Scope
    firm: bool

    @property
    def kept(self) -> dict[str, str | None]:
        """The parameter that includes the less certain claims."""
        return {"sure": None if self.firm else ALL}

    @property
    def claims(self) -> Numbers:
        """The claims of the speaker, in time order."""
        return self._claims(firm=self.firm)

    @property
    def less_certain(self) -> int:
        """How many claims of the speaker are less certain."""
        return len(self._claims(firm=False)) - len(self._claims(firm=True))

    def profile(self) -> SpeakerProfile:
        """What the articles in scope print of the speaker."""
        table, people = resources.claim_table(), resources.speaker_table()

        def made() -> SpeakerProfile:
            copies = table.within(self.scope, firm=self.firm, copies=True)
            return profile(table, people, self.name, self._every(firm=self.firm), copies)

        return table.cached(("profile", self), made)

    def link(self, page: str, /, **rest: str | int | None) -> str:
        """The address of a page with the claims of the speaker, joint ones included."""
        return self._link(page, self.scope, rest)

    def link_to_days(self, first: date, last: date) -> str:
        """The address of the claims of the speaker within the days, on the timeline."""
        after = max(first, self.scope.after) if self.scope.after else first
        before = min(last, self.scope.before) if self.scope.before else last
        return self._link("timeline", replace(self.scope, after=after, before=before), {})

    def link_to_outlet(self, outlet: str) -> str:
        """The address of the claims of the speaker in an outlet, on the timeline."""
        return self._link("timeline", replace(self.scope, outlets=(outlet,)), {})

    def _every(self, *, firm: bool) -> Numbers:
        return claims_in(resources.claim_table(), self.scope, Among(firm=firm))

    def _claims(self, *, firm: bool) -> Numbers:
        return resources.speaker_table().of(self._every(firm=firm), self.name)

    def _link(self, page: str, scope: Scope, rest: dict[str, str | int | None]) -> str:
        values = resources.speaker_table().filter_values(self.name)
        return navigation.link(page, replace(scope, speakers=values), **self.kept, **rest)
