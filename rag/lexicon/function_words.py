"""Function words, abbreviations and the calendar."""

ABBREVIATIONS = frozenset("vs v ft mt viz cf e.g i.e al approx dept est fig gen govt".split())


ABBREVIATIONS_AT_ENDS = frozenset(
    """
    a.m ala ariz ark ave blvd bros calif co colo conn corp d.c del e.u etc fla ga ill inc ind jr
    kan ky la llc ltd mass md mich minn miss mo mont neb nev okla ore p.m pa penn ph.d plc sr
    tenn tex u.k u.n u.s u.s.a va vt wash wis wyo
    """.split()
)


MONTHS_AND_NUMBERS = frozenset(
    "jan feb mar apr jun jul aug sept sep oct nov dec no nos p pp vol sec art ch".split()
)


SENTENCE_STARTERS = frozenset(
    """
    a according after also although among an and as asked at before both but by dr for from he
    her his how however i if in it its many meanwhile most mr mrs ms my no not on one our she
    since so some that the their there these they this those though two we what when where while
    who why with yet you
    """.split()
)


# Words too common to say what a question or a statement is about.
STOPWORDS = frozenset(
    """
    a about above according after again against all also am among an and any are as at be
    because been before being between both but by came can cannot come could did do does doing
    don't down during each else ever every few for from further get give given go going got had
    has have having he her here hers herself him himself his how however i if in into is it its
    itself just let like made make many may me might more most much must my myself no nor not
    now of off on once one only or other others our ours out over own per please really said
    same say saying says shall she should so some something still such take than that the their
    theirs them themselves then there these they thing this those through to too under until up
    upon us very was we were what whatever when where whether which while who whom whose why
    will with within without would yes yet you your yours
    """.split()
) - {"us"}  # "US" is a country in this corpus, far more often than a pronoun


# Capitalised words that open a sentence before a name and are no part of it.
OPENERS = frozenset(
    """
    across along alongside although amid among another anti back behind beside besides beyond both
    citing dear despite either enter even ever every except fellow former given here instead last
    later late like likewise longtime many maybe meanwhile more most mr much neither never next nor
    one only opposite past per perhaps plus pro same second several since sometimes soon still such
    today tomorrow tonight toward towards two three under unlike upon versus via watch well whereas
    whether within without yes yesterday yet when where why how who what
    """.split()
)


# Finite forms that follow a subject and do not end in -s or -ed.
PAST_FORMS = frozenset(
    """
    ate beat became began bet blew bought broke brought built came caught chose clung could cut
    dealt did drew drove fell felt flew fought found gave got grew had heard held hit hung hurt
    kept knew laid lay led left lent let lost made may meant met might must paid put quit ran rang
    read rode rose said sang sat saw sent set shall shook shot should shut slept sold sought spent
    spoke stood stuck struck swept swore taught threw told took understood was went were will won
    wore would wrote
    """.split()
)


# Before a name, these make it anything but a subject.
BEFORE_OBJECTS = frozenset(
    """
    about above across after against along among around as at before behind below beneath beside
    between beyond by despite during for from in inside into like near of off on onto out over past
    per since than through to toward towards under unlike until upon versus via with within without
    """.split()
)


# Words that open a subordinate clause at the start of a sentence; its subject is not the main one.
SUBORDINATORS = frozenset(
    "after although as because before even if since though unless until when whereas while".split()
)


ARTICLES = frozenset("the a an his her their its our some both many several one".split())


PREPOSITIONS = frozenset("of for to at from with in on".split())


CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december".split()
)


REFLEXIVE = frozenset("himself herself itself themselves".split())
