"""How likely a claim is right: the measured share of claims of its form."""

from rag.schema.claims import Claim, Kind

# Confidence by the form of a claim: the share of such claims that met a mark of PolNeAR's train
# articles (content overlap of at least half, right source). The keys are those of ``form``.
# From bench/claims.py --split train --confidence.
CONFIDENCE = {
    (Kind.DIRECT, "named"): 0.93,
    (Kind.DIRECT, "pronoun"): 0.94,
    (Kind.DIRECT, "described"): 0.81,
    (Kind.DIRECT, "nobody"): 0.37,
    (Kind.MIXED, "named"): 0.84,
    (Kind.MIXED, "pronoun"): 0.84,
    (Kind.MIXED, "described"): 0.76,
    (Kind.MIXED, "nobody"): 0.5,
    (Kind.INDIRECT, "named"): 0.85,
    (Kind.INDIRECT, "pronoun"): 0.74,
    (Kind.INDIRECT, "described"): 0.76,
    (Kind.INDIRECT, "nobody"): 0.69,
    (Kind.ATTITUDE, "named"): 0.61,
    (Kind.ATTITUDE, "pronoun"): 0.57,
    (Kind.ATTITUDE, "described"): 0.46,
    (Kind.ATTITUDE, "nobody"): 0.4,
}
CARRIED = 0.36  # where a quotation goes on in a later paragraph; often marked as one with the first
NESTED = 0.18  # where one claim holds the other; mostly not marked apart
PRONOUNS = frozenset("he she they we i it his her their our my its who".split())


def form(claim: Claim) -> tuple[Kind, str]:
    """What the confidence of a claim rests on: its kind, and how it gives its source."""
    if claim.mention is None:
        return claim.kind, "nobody"
    if claim.mention.casefold() in PRONOUNS:
        return claim.kind, "pronoun"
    return claim.kind, "named" if claim.speaker else "described"


def confidence(claim: Claim, *, nested: bool) -> float:
    """The share of claims of this form that are right; ``nested``: within what another reports."""
    if claim.source and claim.source[0].end <= claim.evidence.start:
        return CARRIED
    return NESTED if nested else CONFIDENCE[form(claim)]
