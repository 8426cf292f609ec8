"""
The people and bodies of one article, and who is meant by "he", "Khafaji" or "the ministry".

A surname stands for the one full name in the article that ends in it, "the ministry" for the body
that spoke before. Where the text does not say, nothing is said.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from rag import cues
from rag.voices import (
    ARTICLES,
    PARTICLES,
    TOKEN,
    Voice,
    bare_name,
    capitalised,
    describe,
    merged,
    segment,
    singular,
)

WRITTEN = re.compile(
    r"(?:an?|the|his|her|their)?\s*(?:[\w-]+\s){0,2}?"
    r"(?:statement|letter|release|memo|email|report|message|post|tweet)\s+(?:from|by)\s+(?P<authors>.+)",
    re.IGNORECASE | re.DOTALL,
)

PAIR = 2  # authors of a joint statement that are named together


class Cast:
    """The people and bodies of one article; ``resolve`` is called in text order."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._known: dict[str, Voice] = {}
        self._spoke: list[Voice] = []
        for sentence in sentences:
            self._introductions(sentence)

    def _introductions(self, sentence: str) -> None:
        """Names with two or more words, and the roles printed before them."""
        for part in re.split(r"[,;:()“”\"]|\s[–—-]\s", sentence):
            tokens = TOKEN.findall(part)
            n = 0
            while n < len(tokens):
                run = capitalised(tokens[n:], PARTICLES | {"of"})
                if run and tokens[n].casefold() not in cues.STOPWORDS | ARTICLES:
                    voice = segment(run)
                    if voice.name and (" " in voice.name) and not voice.body:
                        self._learn(voice)
                    n += len(run)
                else:
                    n += 1

    def _learn(self, voice: Voice) -> None:
        assert voice.name is not None
        old = self._known.get(voice.name, Voice(voice.name))
        richer = replace(merged(old, voice), name=voice.name)
        if voice.actor and not old.actor and voice.role:
            richer = replace(richer, role=voice.role)  # "US President" says more than "President"
        self._known[voice.name] = richer

    def resolve(
        self, phrase: str, *, pronoun: bool = False, antecedent: str | None = None
    ) -> Voice:
        """The voice behind ``phrase`` and what is known of it so far; remembers that it spoke."""
        voice = self._resolved(phrase, pronoun=pronoun, antecedent=antecedent)
        if voice.name:
            if not voice.body and not voice.plural and " " in voice.name:
                self._learn(voice)
                voice = self._known[voice.name]
            self._spoke.append(voice)
        return voice

    def completed(self, voice: Voice) -> Voice:
        """The country or party that the article names elsewhere for this voice; else as it was."""
        known = self._known.get(voice.name or "")
        actor = voice.actor or (known.actor if known else None)
        return replace(voice, actor=actor or voice.organisation)

    def identify(self, unnamed: Voice, person: Voice) -> Voice | None:
        """
        An unnamed source of the lead and the person named next are one, unless the text says no.

        News leads describe ("a spokesman for X told Y") whom the next paragraph names; the lead's
        role is kept for a person who has none.
        """
        if unnamed.plural or unnamed.body or person.body or person.name is None:
            return None
        if unnamed.actor and person.actor and unnamed.actor != person.actor:
            return None
        self._known[person.name] = known = merged(person, unnamed)
        return known

    def _resolved(self, phrase: str, *, pronoun: bool, antecedent: str | None) -> Voice:
        if pronoun:
            return self._pronoun(phrase.casefold(), antecedent)
        if written := WRITTEN.match(phrase):  # "a joint statement from X and Y": they speak
            return self._joint(written["authors"])
        voice = describe(phrase)
        if voice.name is not None:
            return self._named(voice)
        if voice.definite:
            return self._pointed(phrase, voice)
        return voice

    def _joint(self, authors: str) -> Voice:
        voices = [self._named(describe(part)) for part in re.split(r"\s+and\s+", authors)]
        if len(voices) == 1:
            return voices[0]
        if len(voices) == PAIR and all(v.name and not v.body for v in voices):
            actors = {v.actor for v in voices}
            return Voice(
                " and ".join(v.name for v in voices if v.name),
                actor=actors.pop() if len(actors) == 1 else None,
                plural=True,
            )
        return describe(authors)

    def _pronoun(self, word: str, antecedent: str | None) -> Voice:
        if antecedent is not None:
            voice = self._named(describe(antecedent))
            if voice.name and (word not in ("he", "she") or not voice.body):
                return voice
        singular = [v for v in self._spoke if not v.plural]
        people = [v for v in singular if not v.body]
        if word in ("he", "she"):
            return (people or singular or [Voice()])[-1]
        if word in ("it", "they"):
            return next((v for v in reversed(self._spoke) if v.body or v.plural), Voice())
        return Voice()

    def _named(self, voice: Voice) -> Voice:
        if voice.name is None or voice.body:
            return voice
        tokens = [bare_name(token) for token in voice.name.split()]
        matches = [
            known
            for name, known in self._known.items()
            if [bare_name(t) for t in name.split()][-len(tokens) :] == tokens
            and len(name.split()) >= len(tokens)
        ]
        if len(matches) == 1:
            known = matches[0]
            return replace(merged(voice, known), name=known.name, body=False)
        return voice

    def _pointed(self, phrase: str, voice: Voice) -> Voice:
        """``the official``, ``the President``, ``the ministry``: someone met before."""
        head = singular((TOKEN.findall(phrase.casefold()) or [""])[-1])
        if voice.role and not voice.plural and not voice.organisation:
            words = {singular(word) for word in voice.role.casefold().split()}
            holders = [
                known
                for known in self._known.values()
                if known.role and words <= {singular(w) for w in known.role.casefold().split()}
            ]
            if len(holders) == 1:
                return holders[0]
            people = [v for v in self._spoke if not v.body]
            if len(words) == 1 and people and not holders and words & {"official", "spokesman"}:
                return people[-1]
            return next((v for v in reversed(people) if v in holders), voice)
        if head and not voice.role:
            stem = head[:6]
            for known in reversed(self._spoke):
                if known.body and any(
                    w.startswith(stem) for w in (known.name or "").casefold().split()
                ):
                    return known
        return voice
