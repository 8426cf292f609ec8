"""
The vocabulary of positions reported without a clause ("endorsed X", "her opposition to X").

Data only. The classes are those of VerbNet: judgement (33), want and long (32), characterise (29),
advise (37.9), tell and say (37), see (30), promise and commit (13), and the nouns and adjectives
that go with them. Verbs and nouns are lemmas, adjectives and prepositions forms.
"""


def _pairs(words: str) -> frozenset[tuple[str, str]]:
    """``"support criticism: for of"`` lines → each word with each of the line's companions."""
    found = set()
    for line in words.strip().splitlines():
        heads, _, companions = line.partition(":")
        found |= {(head, companion) for head in heads.split() for companion in companions.split()}
    return frozenset(found)


# With an object and what belongs to it.
OBJECT = frozenset(
    """
    accept accuse acknowledge address advocate affirm announce answer applaud articulate assail
    attack attribute back bash belittle bemoan berate blame blast broadcast call castigate
    caution challenge characterise characterize chide cite claim commend communicate compare
    condemn confirm congratulate consider contemplate contradict contrast convince counter
    credit criticise criticize curse debunk declare decry defend demand denigrate denounce deny
    deplore deride describe detail diagnose disavow disclose discuss dismiss disown disparage
    dispute distance document downplay dub echo embrace emphasise emphasize encourage endorse
    enumerate envisage envision estimate expect explain expose express extol fault favor favour
    fear forecast foresee frame hail highlight honor honour identify ignore imagine imply inform
    invoke issue justify label lambaste lament laud liken list love mention mock name note offer
    oppose order outline paint persuade pitch pledge portray praise preach predict prefer
    present promise promote propose publicise publicize question rank rebuff rebuke rebut recall
    recite recognise recognize recommend reference refute regard regret reiterate reject relish
    remember remind renounce repeat report reprimand repudiate request resent resist reveal
    ridicule savage say scold second see seek share show signal slam sound spurn state stress
    suggest support thank threaten tout trumpet tweet underline underscore unveil urge value
    veto view voice volunteer vouch want warn welcome
    """.split()
)
# Of those, the ones that say how something is seen, and need the "as" to be a position.
WITH_AS = frozenset("cast see think know look name".split())
# Of those, the ones that give a name: "what she called a rant", "whom he described as a friend".
NAMING = frozenset(
    """
    brand call characterise characterize denounce depict describe dismiss dub label name portray
    """.split()
)
# With "to" and an infinitive.
INFINITIVE = frozenset(
    """
    agree aim claim consent decide decline demand expect hope intend like long love offer plan
    plead pledge prefer profess promise propose refuse seek swear threaten urge volunteer vote
    vow want wish yearn
    """.split()
)
# With an object that is to do something ("wants them to leave").
OBJECT_INFINITIVE = frozenset(
    "ask call encourage expect order press push tell urge want warn".split()
)
PREPOSITION = _pairs(
    """
    advocate apologise apologize ask call campaign hope press push vouch wish vote: for
    agree argue caution lobby rail speak warn vote: against
    agree disagree side sympathise sympathize: with
    agree comment elaborate expand insist opine reflect speculate touch weigh: on
    call: on upon
    balk lash marvel scoff sneer hint: at
    allude object point refer respond react: to
    ask boast brag complain fantasise fantasize fret gripe inquire joke lie muse rant speak
    speculate talk think tweet warn wonder worry write testify care: about
    accuse assure boast complain speak think talk warn approve disapprove despair dream: of
    look: to at
    believe: in
    stand: by
    distance: from
    mourn: over
    """
)
NOUN = _pairs(
    """
    question concern doubt comment word joke complaint message remark criticism argument: about
    worry fear anxiety frustration anger warning view opinion statement thought outrage: about
    skepticism scepticism uncertainty optimism pessimism claim accusation story talk: about
    question concern doubt comment remark criticism anger frustration outrage complaint: over
    comment criticism view opinion position stance ruling stand statement thought attack: on
    endorsement criticism hope mention view opinion critique talk accusation denunciation: of
    condemnation rejection embrace defense defence assessment understanding evaluation: of
    expectation fear prediction promise description disapproval approval claim allegation: of
    acceptance denial message favor favour support praise dismissal portrayal depiction: of
    characterization characterisation analysis account disclosure warning rebuke mockery: of
    call support proposal praise hope demand preference enthusiasm apology plea push: for
    request contempt respect sympathy disdain admiration passion backing approval desire: for
    opposition reference objection commitment response reaction allegiance resistance: to
    attack campaign argument warning accusation allegation threat complaint: against
    interest belief confidence faith trust: in
    agreement disagreement frustration dissatisfaction impatience: with
    dismay anger frustration: at
    claim idea suggestion concern assertion hope complaint belief notion doubt accusation: that
    fear statement argument comment reminder assumption confidence report sense view: that
    expectation warning allegation contention prediction insistence conclusion theory: that
    charge pledge promise admission acknowledgment acknowledgement denial announcement: that
    declaration impression opinion point position revelation speculation observation: that
    conviction feeling suspicion proposal demand recommendation threat vow assurance: that
    plan decision proposal promise pledge vow desire willingness reluctance wish threat: TO
    unwillingness inclination intention commitment refusal offer demand request call: TO
    claim readiness eagerness determination ambition hope: TO
    """
)
ADJECTIVE = _pairs(
    """
    critical skeptical sceptical supportive dismissive wary fearful proud disdainful tired: of
    enamored enamoured contemptuous envious respectful suspicious: of
    hopeful optimistic pessimistic concerned worried angry upset unhappy serious excited: about
    enthusiastic passionate nervous anxious adamant unsure: about
    opposed committed open: to
    unhappy disappointed dissatisfied happy satisfied frustrated: with
    confident certain sure hopeful optimistic aware glad afraid convinced worried concerned: that
    skeptical sceptical unaware happy disappointed adamant sorry doubtful: that
    ready eager willing reluctant unwilling happy determined prepared hesitant inclined: TO
    keen loath: TO
    """
)
