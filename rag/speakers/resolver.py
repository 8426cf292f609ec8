"""
Who is meant by "he", "Khafaji" or "the ministry" in one article.

A surname stands for the one person in the article whom it can mean, a pronoun for the one whom the
text has in view at that place, "the ministry" for the body that spoke before. Where the text does
not say, nothing is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rag.schema.articles import Span
from rag.speakers import names
from rag.speakers.affiliation import party_of
from rag.speakers.coreference import MentionResolver
from rag.speakers.descriptions import SpeakerDescription, merged
from rag.speakers.salience import SalienceModel, SalientEntity


class SpeakerResolver:
    """
    The people and bodies of one article; ``resolve`` is called in text order.

    ``starts`` are the places of the sentences in the article and ``quoted`` its quotations; with
    them, and ``at`` in ``resolve``, pronouns see who was named where.
    """

    def __init__(
        self,
        sentences: Iterable[str],
        starts: Iterable[int] = (),
        quoted: Sequence[Span] = (),
    ) -> None:
        texts = list(sentences)
        places = list(starts) or [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
        self._view = SalienceModel(texts, places, quoted)
        self._after = len(places)  # number of the next phrase that comes without its place

    # --- what is asked ----------------------------------------------------------------------------

    def resolve(
        self,
        phrase: str,
        *,
        pronoun: bool = False,
        antecedent: str | None = None,
        at: int | None = None,
        speaks: bool = True,
    ) -> SpeakerDescription:
        """
        The voice behind ``phrase`` and what is known of it so far; remembers that it spoke.

        ``at`` is the place of the phrase in the article; without it the phrase follows all others.
        Not ``speaks`` is who only holds a position ("thanked the crew").
        """
        if at is None:
            self._after += 1
            at, sentence = self._view.last() + 1, self._after
        else:
            sentence = self._view.sentence(at)
            phrase = self._view.longer(phrase, at)
        meant = MentionResolver(self._view, at, sentence)
        voice, person = meant.resolved(phrase, antecedent, pronoun=pronoun)
        if voice.name and person is None and not voice.body and not voice.plural:
            person = self._view.people.add(voice)
        if person is not None:
            person.learn(voice)
            person.titled = person.titled or names.is_full(person.name)
            voice = _as_said(voice, person.voice)
        if speaks:
            self._view.see(SalientEntity(at, sentence, voice, person, spoke=True))
        return voice

    def completed(self, voice: SpeakerDescription) -> SpeakerDescription:
        """The country or party that the article names elsewhere for this voice; else as it was."""
        person = self._view.people.full(voice.name) if voice.name and not voice.body else None
        actor = voice.actor or (person.voice.actor if person else None)
        if actor is None and voice.organisation:
            actor = party_of(voice.organisation.split())
        return replace(voice, actor=actor)

    def identify(
        self, unnamed: SpeakerDescription, person: SpeakerDescription
    ) -> SpeakerDescription | None:
        """
        An unnamed source of the lead and the person named next are one, unless the text says no.

        News leads describe ("a spokesman for X told Y") whom the next paragraph names; the lead's
        role is kept for a person who has none.
        """
        if unnamed.plural or unnamed.body or person.body or person.name is None:
            return None
        if unnamed.actor and person.actor and unnamed.actor != person.actor:
            return None
        known = self._view.people.full(person.name) or self._view.people.add(person)
        self._view.people.tell(known, merged(person, unnamed))
        return known.voice


def _as_said(here: SpeakerDescription, known: SpeakerDescription) -> SpeakerDescription:
    """What is known of a person, in the office that is told at this place where one is."""
    if not here.role or here.role == known.role or (known.actor and not here.actor):
        return known
    return replace(known, role=here.role, organisation=here.organisation)
