"""
The people of one article, each with its mentions and what the article says about it.

People who share a surname are kept apart. A bare surname is resolved by title, office and earlier
mentions; where these leave several people, it stays unresolved.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rag.calibration.parameters import parameters
from rag.lexicon import function_words, given_names, people
from rag.lexicon.given_names import Gender
from rag.speakers import names
from rag.speakers.affiliation import singular
from rag.speakers.descriptions import SpeakerDescription, merge_descriptions
from rag.speakers.mentions import WEIGHTS, Mention

PARTISANS = frozenset("republican democrat lawmaker legislator native politician".split())
_Index = dict[tuple[str, ...], dict[int, "Person"]]

# "vice president" is no president
LESSER = frozenset("vice deputy assistant associate acting former".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSurnames:
    """
    Thresholds for a surname that several people share, and for pronouns.

    The person is taken whose mentions weigh ``dominance`` times as much as the next one's, unless
    another was mentioned in the last ``near_sentences``. People with ``more_full_names`` later in
    the text than the others are ruled out. Pronouns decide the gender where one of them is
    ``pronoun_majority`` times as frequent. ``agreement`` and ``disagreement`` are factors for a
    pronoun that the given name suggests, or does not suggest.
    """

    dominance: float
    near_sentences: int
    more_full_names: int
    pronoun_majority: int
    agreement: float
    disagreement: float


SURNAMES = parameters(SharedSurnames, "speakers", "shared_surnames")


@dataclass(slots=True, kw_only=True)
class Person:
    """
    A person of the article, with everything that the article says about them.

    ``stated_gender`` comes from titles and kinship. ``mentions`` are the unambiguous ones.
    ``is_titled``: a rank precedes the name, or the person speaks under a full name. ``pronouns``
    counts those in sentences that name no other person. ``number`` is the index in the register.
    """

    description: SpeakerDescription
    stated_gender: Gender | None = None
    offices: list[frozenset[str]] = field(default_factory=list)
    states: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    is_titled: bool = False
    pronouns: Counter[Gender] = field(default_factory=Counter)
    number: int = 0

    @property
    def name(self) -> str:
        """The fullest name that the article gives."""
        return self.description.name or ""

    @property
    def gender(self) -> tuple[Gender | None, bool]:
        """The likely gender, and whether it is certain."""
        if self.stated_gender:
            return self.stated_gender, True
        given, certain = names.gender(self.name)
        (often, most), *others = (*self.pronouns.most_common(), (None, 0))
        if (
            often
            and not certain
            and most >= SURNAMES.pronoun_majority * (1 + sum(n for _, n in others))
        ):
            return often, False
        return given, certain

    @property
    def is_certain(self) -> bool:
        """Whether more than the form of the name shows that it is a person's."""
        words = self.name.split()
        shown = self.stated_gender or self.offices or self.pronouns or self.is_titled
        return bool(shown) or given_names.is_given(words[0]) or names.is_known_surname(words[-1])

    def fits(self, gender: Gender | None) -> float:
        """Agreement with a pronoun or title: 0 excludes the person, 1 is neutral."""
        own, certain = self.gender
        if gender is None or own is None:
            return 1.0
        if own == gender:
            return SURNAMES.agreement
        return 0.0 if certain else SURNAMES.disagreement

    def learn(self, description: SpeakerDescription) -> None:
        """Add the office, body and country that a phrase gives."""
        if description.role:
            words = office_words(description.role)
            if words and words not in self.offices:
                self.offices.append(words)
        old = self.description
        richer = replace(
            merge_descriptions(old, description), name=old.name, body=False, plural=False
        )
        if description.actor and description.role and not old.actor:
            richer = replace(
                richer, role=description.role
            )  # "US President" says more than "President"
        self.description = richer

    def holds(self, words: frozenset[str]) -> bool:
        """Whether the person has an office with these words; states count ("Ohio senator")."""
        if not self.offices and not self.states:
            return False
        places = {word.casefold() for state in self.states for word in state.split()}
        if words & places and words - places <= PARTISANS:  # "the Florida Republican"
            return True
        return any(
            words <= office | places and words & office and not (office - words) & LESSER
            for office in self.offices
        )

    def held(self, words: frozenset[str]) -> bool:
        """Whether the person had an office with exactly these words: "former president"."""
        return words | {"former"} in self.offices


def office_words(role: str) -> frozenset[str]:
    """The words of a role for comparison: "Sen." gives senator, "spokeswoman" spokesperson."""
    words = {singular(word).strip(".") for word in role.split()} - function_words.STOPWORDS
    return frozenset(people.ONE_OFFICE.get(word, word) for word in words)


class PersonRegister:
    """The people of an article by name, title and position."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._by_first: _Index = defaultdict(dict)  # the first word of their names → the people
        self._by_last: _Index = defaultdict(dict)
        self._by_key: _Index = defaultdict(dict)  # a transliteration key of their surnames
        self._sentences: dict[str, set[int]] = defaultdict(set)  # that have a folded surname
        self._cached_bearers: dict[str, list[Person]] = {}  # by name, until a person is added
        self._bare_surnames: dict[str, list[int]] = {}  # offsets without a given name
        self.pronouns: dict[str, Counter[Gender]] = {}  # after surnames that several people share

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people)

    def introduce(self, mentions: Sequence[Mention], lower_case: Collection[str]) -> None:
        """
        Add the people named in full, then those known only by title and surname.

        ``lower_case`` are words that the article also writes in lower case, which rules out names
        such as "Conservative Case".
        """
        for mention in mentions:
            if not mention.quoted and (surname := _surname(mention.written)):
                self._sentences[surname].add(mention.sentence)
        for mention in mentions:
            first = mention.written.split()[0]
            given = (
                first.casefold() not in lower_case or given_names.is_given(first) or mention.titles
            )
            if mention.full and given:
                known = self._with_full_name(mention.written, mention)
                self._learn(known or self.add(mention.written), mention)
        for mention in mentions:
            if not mention.full and not mention.quoted and mention.weight > WEIGHTS.possessor:
                self._bare_surnames.setdefault(mention.written, []).append(mention.at)
        for mention in mentions:
            if not mention.full and mention.titles:
                if not self._bearers(mention.written):
                    respelt = self._respelt(mention.written, _offices(mention), _gender(mention))
                    self._learn(respelt or self.add(mention.written), mention)
                elif (bearer := self._only_bearer(mention)) is not None:
                    self._learn(bearer, mention)

    def _learn(self, person: Person, mention: Mention) -> None:
        if person.name.isupper() and not mention.written.isupper():
            self.redescribe(person, replace(person.description, name=mention.written))
        person.learn(mention.description)
        person.learn(mention.apposition)
        person.states |= mention.states
        person.stated_gender = person.stated_gender or _gender(mention)
        person.is_titled = person.is_titled or bool(mention.titles)
        person.mentions.append(mention)

    def _only_bearer(self, mention: Mention) -> Person | None:
        """The bearer of the surname that fits the titles, where there is only one."""
        left = _fitting(self._bearers(mention.written), mention.titles, _gender(mention))
        return left[0] if len(left) == 1 else None

    def add(self, name: str) -> Person:
        """Add a person; look with ``with_full_name`` first."""
        person = Person(description=SpeakerDescription(name=name), number=len(self.people))
        self.people.append(person)
        self._index(person)
        self._cached_bearers.clear()
        return person

    def redescribe(self, person: Person, description: SpeakerDescription) -> None:
        """Replace the description of a person, and index the person by its new name."""
        words = names.fold_name(person.name).words
        self._by_first[words[:1]].pop(person.number, None)
        self._by_last[words[-1:]].pop(person.number, None)
        for key in names.surname_keys(person.name):
            self._by_key[(key,)].pop(person.number, None)
        person.description = description
        self._index(person)

    def _index(self, person: Person) -> None:
        words = names.fold_name(person.name).words
        self._by_first[words[:1]][person.number] = person
        self._by_last[words[-1:]][person.number] = person
        for key in names.surname_keys(person.name):
            self._by_key[(key,)][person.number] = person

    def _ending(self, name: str) -> list[Person]:
        """People whose names have the same last word, in the order of the article."""
        people = self._by_last.get(names.fold_name(name).words[-1:], {})
        return [people[number] for number in sorted(people)]

    def is_shared(self, name: str) -> bool:
        """Whether several people have this surname."""
        return not names.is_full(name) and len(self._bearers(name)) > 1

    def with_full_name(self, name: str) -> Person | None:
        """The person with this full name, in any spelling."""
        return self._with_full_name(name, None)

    def _with_full_name(self, name: str, mention: Mention | None) -> Person | None:
        """The person with a full name; what the mention says must agree with another spelling."""
        wanted = names.fold_name(name)
        ending = self._ending(name)
        same = [p for p in ending if names.fold_name(p.name) == wanted]
        similar = same or [p for p in ending if names.may_be_one(p.name, name)]
        if not similar:
            offices = _offices(mention) if mention else frozenset()
            return self._respelt(name, offices, _gender(mention) if mention else None)
        return similar[0] if len(similar) == 1 else None

    def _respelt(self, name: str, offices: frozenset[str], gender: Gender | None) -> Person | None:
        """
        The only person of whose name another transliteration is ``name``: "Kazimi" of al-Kadhimi.

        Given name, office and gender agree as far as they are known, and no sentence has both
        spellings. Without an office, the person's name is likely to be a transliteration. A surname
        frequent in English has no other spelling.
        """
        surname, full = _surname(name), names.is_full(name)
        if not surname or names.is_known_surname(surname):
            return None
        near = {n: p for key in names.surname_keys(name) for n, p in self._by_key[(key,)].items()}
        fitting = [
            p
            for _, p in sorted(near.items())
            if (own := _surname(p.name)) != surname
            and self._sentences[surname].isdisjoint(self._sentences[own])
            and (not offices or not p.offices or p.holds(offices))
            and p.fits(gender) >= 1
            and (gender != "she" or p.gender[0] == "she")  # "Mrs. Kazimi" may be the wife
            and (
                names.may_be_transliterations(p.name, name)
                if full and names.is_full(p.name)
                else not full
                and not names.is_known_surname(own)
                and ((offices and p.offices) or names.is_transliterated(p.name))
            )
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _bearers(self, part: str) -> list[Person]:
        """People whose name ends in ``part``, else people with this given name."""
        if part not in self._cached_bearers:
            ends = [p for p in self._ending(part) if names.ends_in(p.name, part)]
            plain = [p for p in ends if not names.fold_name(p.name).suffix]
            people = self._by_first.get(names.fold_name(part).words[:1], {})
            first = [p for _, p in sorted(people.items()) if names.begins_with(p.name, part)]
            self._cached_bearers[part] = plain or ends or first
        return self._cached_bearers[part]

    def bearer(
        self, name: str, titles: Sequence[str], at: int, sentence: int, gender: Gender | None = None
    ) -> tuple[Person | None, bool]:
        """
        The person that a name refers to at an offset, and whether anybody has this name.

        ``(None, True)`` where several people have it and none is likeliest.
        """
        if names.is_full(name) and (person := self.with_full_name(name)) is not None:
            return person, True
        bearers = self._bearers(name)
        gender = gender or names.gender_of_titles(titles)
        if not bearers and not names.is_full(name):
            respelt = self._respelt(name, _office_titles(titles), gender)
            return respelt, respelt is not None
        left = _fitting(bearers, titles, gender)
        if len(left) <= 1:
            return (left[0] if left else None), bool(bearers)
        return self._likeliest(name, left, at, sentence), True

    def _likeliest(
        self, name: str, bearers: Sequence[Person], at: int, sentence: int
    ) -> Person | None:
        """The most salient of several people who share a surname."""
        introduced = min((m.at for p in bearers for m in p.mentions if not m.quoted), default=at)
        first = next((n for n in self._bare_surnames.get(name, ()) if n > introduced), at)
        # From its first use on, a bare surname refers to a person named before.
        before = [p for p in bearers if any(m.at < min(at, first) for m in p.mentions)]
        before = before or list(bearers)
        if (pronouns := self.pronouns.get(name)) and len(pronouns) == 1:
            before = [p for p in before if p.fits(next(iter(pronouns))) >= 1] or before
        if len(before) == 1:
            return before[0]
        # A person that the text goes on to name in full is not the one called by surname.
        again = [sum(m.full and m.at > first for m in p.mentions if not m.quoted) for p in before]
        order = sorted(range(len(before)), key=lambda n: again[n])
        fewest, next_fewest = (again[n] for n in order[:2])
        if next_fewest >= SURNAMES.more_full_names + fewest:
            return before[order[0]]
        earlier = [[m for m in p.mentions if m.at < at and not m.quoted] for p in before]
        weights = [sum(m.weight for m in mentions) for mentions in earlier]
        last = [max((m.sentence for m in mentions), default=0) for mentions in earlier]
        order = sorted(range(len(before)), key=lambda n: -weights[n])
        top, rivals = order[0], order[1:]
        near = any(
            sentence - last[n] <= SURNAMES.near_sentences and last[n] >= last[top] for n in rivals
        )
        dominant = weights[top] >= SURNAMES.dominance * weights[rivals[0]]
        return before[top] if dominant and not near else None


def _surname(name: str) -> str:
    """The folded last word of a name; "" where it has no letter."""
    return next(iter(names.fold_name(name).words[-1:]), "")


def _office_titles(titles: Sequence[str]) -> frozenset[str]:
    """The words of the titles that name an office."""
    return office_words(" ".join(t for t in titles if singular(t).strip(".") in people.ROLES))


def _offices(mention: Mention) -> frozenset[str]:
    """The words of the office that a mention gives before the name, else after it."""
    before = mention.description.role or ""
    role = before or mention.apposition.role or ""
    return office_words(role) or _office_titles(mention.titles)


def _gender(mention: Mention) -> Gender | None:
    roles = f"{mention.description.role or ''} {mention.apposition.role or ''}".split()
    return (
        mention.reflexive or names.gender_of_titles(mention.titles) or names.gender_of_titles(roles)
    )


def _fitting(
    bearers: Sequence[Person], titles: Sequence[str], gender: Gender | None
) -> list[Person]:
    """The bearers of a surname that title and gender do not rule out."""
    left = [p for p in bearers if p.fits(gender) >= 1]
    left = left or [p for p in bearers if p.fits(gender)]
    offices = _office_titles(titles)
    holders = [p for p in left if offices and p.holds(offices)]
    return holders or left
