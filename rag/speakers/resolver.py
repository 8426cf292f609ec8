"""
The speakers of one article: resolves "he", "Khafaji" and "the ministry" in text order.

A phrase that could refer to several people or bodies stays unresolved.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rag.schema.articles import Span
from rag.speakers import names
from rag.speakers.affiliation import party_of
from rag.speakers.coreference import MentionResolver
from rag.speakers.descriptions import SpeakerDescription, merge_descriptions
from rag.speakers.salience import SalienceModel, SalientEntity


class SpeakerResolver:
    """
    The people and bodies of one article; call ``resolve`` in text order.

    ``starts`` are the offsets of the sentences in the article, ``quoted`` its quotations. Pronouns
    are resolved by position, so they need ``starts``, and ``at`` in ``resolve``.
    """

    def __init__(
        self,
        sentences: Iterable[str],
        starts: Iterable[int] = (),
        quoted: Sequence[Span] = (),
    ) -> None:
        texts = list(sentences)
        places = list(starts) or [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
        self._salience = SalienceModel(texts, places, quoted)
        self._after = len(places)  # number of the next phrase that comes without its place

    def resolve(
        self,
        phrase: str,
        *,
        pronoun: bool = False,
        antecedent: str | None = None,
        at: int | None = None,
        speaks: bool = True,
        restricted: bool = False,
    ) -> SpeakerDescription:
        """
        The speaker that ``phrase`` refers to, with what the article has said so far.

        ``at`` is the offset of the phrase in the article, by default after all others. With
        ``speaks`` False, the source only holds a position ("thanked the crew") and is not
        remembered as a speaker. With ``restricted``, a clause says which one "the official" is, so
        that none named before is meant.
        """
        if at is None:
            self._after += 1
            at, sentence = self._salience.last_offset() + 1, self._after
        else:
            sentence = self._salience.sentence(at)
            phrase = self._salience.complete_name(phrase, at)
        resolver = MentionResolver(self._salience, at, sentence)
        speaker, person = resolver.resolve(
            phrase, antecedent, pronoun=pronoun, restricted=restricted
        )
        if speaker.name and person is None and not speaker.body and not speaker.plural:
            person = self._salience.people.add(speaker.name)
        if person is not None:
            person.learn(speaker)
            person.is_titled = person.is_titled or names.is_full(person.name)
            speaker = _in_office(speaker, person.description)
        if speaks:
            self._salience.add(
                SalientEntity(
                    at=at, sentence=sentence, description=speaker, person=person, spoke=True
                )
            )
        return speaker

    def named_before(self, at: int) -> Iterator[tuple[int, SpeakerDescription, str]]:
        """People named before an offset, outside quotations: where, who, and their sentence."""
        for entity in self._salience.entities:
            if entity.person is not None and entity.at < at:
                yield (
                    entity.at,
                    replace(entity.person.description, name=entity.person.name),
                    self._salience.texts[entity.sentence],
                )

    def with_actor(self, speaker: SpeakerDescription) -> SpeakerDescription:
        """The description with the country or party that the article names elsewhere."""
        person = (
            self._salience.people.with_full_name(speaker.name)
            if speaker.name and not speaker.body
            else None
        )
        actor = speaker.actor or (person.description.actor if person else None)
        if actor is None and speaker.organisation:
            actor = party_of(speaker.organisation.split())
        return replace(speaker, actor=actor)

    def identify(
        self, unnamed: SpeakerDescription, person: SpeakerDescription
    ) -> SpeakerDescription | None:
        """
        Treat the lead's unnamed source and the next named person as one, unless the text denies it.

        News leads often describe a source ("a spokesman for X told Y") that the next paragraph
        names. Returns the person with the lead's role where it has none, else None.
        """
        if unnamed.plural or unnamed.body or person.body or person.name is None:
            return None
        if unnamed.actor and person.actor and unnamed.actor != person.actor:
            return None
        known = self._salience.people.with_full_name(person.name) or self._salience.people.add(
            person.name
        )
        self._salience.people.redescribe(known, merge_descriptions(person, unnamed))
        return known.description


def _in_office(here: SpeakerDescription, known: SpeakerDescription) -> SpeakerDescription:
    """The known description of a person, with the office that this phrase gives."""
    if not here.role or here.role == known.role or (known.actor and not here.actor):
        return known
    return replace(known, role=here.role, organisation=here.organisation)
