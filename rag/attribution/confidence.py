"""How likely a claim is right: the measured share of claims of its form."""

from dataclasses import dataclass

from rag.calibration.parameters import parameters
from rag.lexicon import reporting
from rag.schema.claims import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPrecision:
    """
    Share of the claims of each form that match a hand-marked attribution.

    A form is the kind of the claim and how it gives its source: by name, pronoun or description, or
    not at all. Three forms are of their own: quotations whose attribution is in an earlier
    sentence, ``following`` it directly in its paragraph or ``continued`` further on, and claims
    ``nested`` in another claim.
    A match has content that overlaps by half (Jaccard, in tokens), and the right source.
    """

    direct_named: float
    direct_pronoun: float
    direct_described: float
    direct_unattributed: float
    mixed_named: float
    mixed_pronoun: float
    mixed_described: float
    mixed_unattributed: float
    indirect_named: float
    indirect_pronoun: float
    indirect_described: float
    indirect_unattributed: float
    attitude_named: float
    attitude_pronoun: float
    attitude_described: float
    attitude_unattributed: float
    following: float
    continued: float
    nested: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredSpeaker:
    """``factor`` on the confidence of a lead whose speaker the next attribution names."""

    factor: float


PRECISION = parameters(ClaimPrecision, "attribution", "claim_precision")
INFERRED_SPEAKER = parameters(InferredSpeaker, "attribution", "inferred_speaker")


def form(claim: Claim, *, nested: bool, follows: bool) -> str:
    """The form of a claim: a field of ``ClaimPrecision``; flags as of ``confidence``."""
    if claim.source and claim.source[0].end <= claim.evidence.start:
        return "following" if follows else "continued"
    if nested:
        return "nested"
    if claim.mention is None:
        source = "unattributed"
    elif claim.mention.casefold() in reporting.SOURCE_PRONOUNS:
        source = "pronoun"
    else:
        source = "named" if claim.speaker else "described"
    return f"{claim.kind.value}_{source}"


def confidence(
    claim: Claim, *, nested: bool, follows: bool, inferred_speaker: bool = False
) -> float:
    """
    The share of claims of this form that are right, rounded to two digits.

    ``nested``: the cue lies within the content of another claim. ``follows``: nothing is between
    the claim and the sentence of its attribution. ``inferred_speaker``: the speaker of a lead was
    taken from the next attribution.
    """
    share: float = getattr(PRECISION, form(claim, nested=nested, follows=follows))
    return round(share * (INFERRED_SPEAKER.factor if inferred_speaker else 1.0), 2)
