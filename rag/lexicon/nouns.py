"""
The vocabulary around names: offices, genders, spellings, parties and places; data only.

What reports speech, and the general words for people and bodies, is in ``cues``.
"""

# Roles of which nothing is an office: what follows their "of" is no organisation.
UNOFFICIAL = frozenset(
    "ally author critic expert opponent resident supporter surrogate voter witness".split()
)
# Abbreviated offices before a name: part of the role, unlike titles and ranks.
OFFICES_SHORT = {
    "sen": "senator",
    "sens": "senator",
    "rep": "representative",
    "reps": "representative",
    "gov": "governor",
    "govs": "governor",
    "pres": "president",
    "amb": "ambassador",
}
# Offices by several names.
ONE_OFFICE = {
    word: office
    for office, words in {
        "spokesperson": "spokesman spokeswoman",
        "chairperson": "chairman chairwoman chair",
        "representative": "congressman congresswoman rep",
        "senator": "sen",
        "governor": "gov",
        "president": "pres",
        "ambassador": "amb",
        "adviser": "advisor",
        "councillor": "councilman councilwoman councilor",
        "businessperson": "businessman businesswoman",
    }.items()
    for word in words.split()
}
# Words that tell whether a person is "he" or "she".
GENDERED = {
    "he": frozenset(
        """
        mr sir lord baron king prince emir sultan pope cardinal archbishop bishop imam sheikh
        shaikh ayatollah father brother son husband uncle nephew grandfather boyfriend widower
        himself actor
        """.split()
    ),
    "she": frozenset(
        """
        mrs ms miss dame lady baroness queen princess madam mother sister daughter wife aunt niece
        grandmother girlfriend widow herself actress heiress hostess
        """.split()
    ),
}
# Before "man", a trade of men; "chairman" is said of women too.
TRADES_OF_MEN = frozenset(
    "spokes congress business states camera news anchor alder council assembly police".split()
)
# Lower-case words that begin or join a surname.
PARTICLES = frozenset(
    "al el bin ibn abu abd ben de del della der di da dos du van von la le st ter zu".split()
)
GIVEN_PARTICLES = frozenset("Al Ben Van".split())  # given names, where they are capitalised
# Short forms that do not begin like the name they are short for.
NICKNAMES = tuple(
    """
    bill/william billy/william bob/robert bobby/robert dick/richard jim/james jimmy/james
    jack/john chuck/charles ted/edward ted/theodore ned/edward tony/anthony tony/antony
    peggy/margaret betty/elizabeth liz/elizabeth beth/elizabeth hank/henry gene/eugene
    joe/joseph larry/lawrence jerry/gerald tina/christina sasha/alexander gus/augustus
    anthony/antony
    """.split()
)
# One name in the spellings that it is transliterated in, a line each.
TRANSLITERATIONS = tuple(
    tuple(line.split())
    for line in """
    mohammed muhammad mohamed mohammad muhammed mohamad mohamud
    ahmed ahmad
    hussein hussain husain hossein hussien
    qassem qasim qasem kassem kasim qassim ghassem
    mustafa mustapha moustafa
    yusuf youssef yousef yousuf yusef
    ibrahim ebrahim
    haider haidar hayder
    abdul abdel abdal
    abdullah abdallah
    ismail ismael esmail
    omar umar
    osama usama
    khalid khaled
    saleh salih
    suleiman sulayman soleiman suleyman
    nuri nouri
    jaafar jafar jaffar
    faisal faysal feisal
    sergei sergey
    dmitry dmitri dimitri
    alexei aleksei alexey
    yuri yury iouri
    vladimir volodymyr
    oleksandr aleksandr alexander
    zelensky zelenskyy zelenskiy zelenski
    gaddafi qaddafi kadhafi gadhafi
    """.strip().splitlines()
)
# Nouns for a person met before: "the businessman" is whom the text speaks of, not a new one. An
# office of which there is one at a time ("the president") is no such noun: it names its holder.
EPITHETS = frozenset(
    """
    activist actor actress anchor anchorman anchorwoman author billionaire businessman
    businesswoman candidate celebrity challenger columnist comedian conservative contender
    democrat developer economist entrepreneur executive expert front-runner frontrunner historian
    hopeful host independent investor journalist lawmaker lawyer legislator libertarian
    magnate man millionaire mogul native official operative physician pollster politician
    professor publisher radioman republican rival scholar scientist socialist spokesman
    spokesperson spokeswoman star strategist surgeon tycoon veteran woman writer
    """.split()
)
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
# Short names of countries.
SHORT_COUNTRIES = frozenset("u.s us u.s.a usa america uk u.k britain".split())
# States of the US with their short forms before full stops ("R-Vt."): places, and in "of Vermont".
STATES = dict(
    pair.replace("_", " ").split("=")
    for pair in """
    Alabama=Ala Alaska= Arizona=Ariz Arkansas=Ark California=Calif Colorado=Colo
    Connecticut=Conn Delaware=Del Florida=Fla Georgia=Ga Hawaii= Idaho= Illinois=Ill Indiana=Ind
    Iowa= Kansas=Kan Kentucky=Ky Louisiana=La Maine= Maryland=Md Massachusetts=Mass
    Michigan=Mich Minnesota=Minn Mississippi=Miss Missouri=Mo Montana=Mont Nebraska=Neb
    Nevada=Nev New_Hampshire=N.H New_Jersey=N.J New_Mexico=N.M New_York=N.Y North_Carolina=N.C
    North_Dakota=N.D Ohio= Oklahoma=Okla Oregon=Ore Pennsylvania=Pa Rhode_Island=R.I
    South_Carolina=S.C South_Dakota=S.D Tennessee=Tenn Texas= Utah= Vermont=Vt Virginia=Va
    Washington=Wash West_Virginia=W.Va Wisconsin=Wis Wyoming=Wyo
    """.split()
)
# Bodies whose name does not show it; mostly news media, which reports quote.
NAMED_BODIES = {
    word.replace("_", " ")
    for word in """
    agence_france-presse al_jazeera al_mayadeen al_arabiya amnesty_international daily_beast
    daily_caller deutsche_welle fox fox_business goldman_sachs human_rights_watch judicial_watch
    new_republic new_yorker planned_parenthood rolling_stone wall_street washington_examiner
    al-jazeera aljazeera amazon axios barron's bloomberg breitbart buzzfeed congress
    dpa ebay facebook fatah gallup gizmodo google haaretz hamas hezbollah hizbullah
    instagram interfax kommersant linkedin mcclatchy microsoft newsmax newsweek
    pfizer pravda politico politifact quinnipiac reuters rudaw salon semafor slate
    snopes sputnik taliban tass telegram tesla twitter tiktok univision verizon vox walmart
    wikileaks xinhua yahoo youtube yougov
    """.split()
}
# Last words of the names of places and things that do not speak and are nobody.
PLACE_WORDS = frozenset(
    """
    academy airport arena avenue boulevard cathedral cemetery college county festival garden gardens
    highway hospital hotel island islands museum ocean plaza river speedway square stadium theater
    theatre valley
    """.split()
)
# Parties and armed movements by what they are called, and the name under which they speak.
PARTIES = {
    word: name
    for name, words in {
        "Republican Party": "republican republicans gop rnc",
        "Democratic Party": "democratic democrat democrats dnc",
        "Labour Party": "labour",
        "Conservative Party": "tory tories",
        "Liberal Democrats": "lib_dem lib_dems liberal_democrat liberal_democrats",
        "Scottish National Party": "snp",
        "Sinn Féin": "sinn_féin sinn_fein",
        "UK Independence Party": "ukip",
        "Green Party": "greens",
        "Likud": "likud",
        "Hamas": "hamas",
        "Hezbollah": "hezbollah hizbollah hizbullah hezbullah",
        "Fatah": "fatah",
        "Islamic Jihad": "islamic_jihad",
        "Palestine Liberation Organization": "plo",
        "Taliban": "taliban taleban",
        "Houthis": "houthi houthis ansar_allah ansarullah",
        "Islamic State": "isis isil daesh islamic_state",
        "al-Qaeda": "al-qaeda al-qaida",
        "Muslim Brotherhood": "muslim_brotherhood",
        "Asa'ib Ahl al-Haq": "asa'ib_ahl_al-haq asa’ib_ahl_al-haq asaib_ahl_al-haq aah",
        "Kata'ib Hezbollah": "kata'ib_hezbollah kataib_hezbollah kata’ib_hezbollah",
        "Badr Organization": "badr_organization badr_organisation",
        "Sadrist Movement": "sadrist sadrists sadrist_movement",
        "Islamic Dawa Party": "dawa_party islamic_dawa_party",
        "Kurdistan Democratic Party": "kdp kurdistan_democratic_party",
        "Patriotic Union of Kurdistan": "puk",
        "Kurdistan Workers' Party": "pkk",
        "Syrian Democratic Forces": "sdf syrian_democratic_forces",
        "Free Syrian Army": "fsa free_syrian_army",
        "Justice and Development Party": "akp",
        "Bharatiya Janata Party": "bjp",
        "African National Congress": "anc",
        "Alternative for Germany": "afd",
        "Christian Democratic Union": "cdu",
        "Social Democratic Party": "spd",
        "Law and Justice": "pis",
        "Fidesz": "fidesz",
        "Syriza": "syriza",
        "Podemos": "podemos",
        "United Russia": "united_russia",
        "Polisario Front": "polisario",
        "FARC": "farc",
    }.items()
    for word in (w.replace("_", " ") for w in words.split())
}
PARTY_WORDS = frozenset("party movement front".split())
# Who speaks for a party, as against those who merely belong to it.
PARTY_VOICES = frozenset(
    """
    chair chairman chairperson chairwoman committee leader official party secretary-general
    spokesman spokesperson spokeswoman
    """.split()
)
