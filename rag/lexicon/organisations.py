"""Names of bodies, parties and agencies, and words for bodies."""

import re

# Words that make a capitalised name a body, not a person.
BODY_WORDS = frozenset(
    """
    administration agency alliance army assembly association authority bank board brigade bureau
    cabinet campaign center centre chamber church club coalition command commission committee
    company congress coordination corps council court delegation department directorate division
    embassy faction factions federation force forces foundation front government group house inc
    initiative institute institution international journal kremlin league legislature media
    military militia ministry mission movement nations navy network news newspaper office
    organisation organization parliament party pentagon police post presidency press report
    school senate service society staff team times tribunal tribune union university
    """.split()
)


# Heads of state bodies: with a country beside them they speak for it.
STATE_WORDS = frozenset(
    """
    administration agency ambassador army authorities authority cabinet chancellor chief command
    commander congress constitution court defence defense delegation department diplomat embassy
    envoy forces foreign government governor interior judiciary king military minister ministers
    ministry mission monarch navy officer official officials parliament police premier
    presidency president prime queen secretary security senate senator service spokesman
    spokesperson spokeswoman state troops
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


# Name as it is printed, in lower case → name as the product shows it.
AGENCIES = {
    "aa": "Anadolu Agency",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "al-forat news": "Al-Forat News",
    "anadolu agency": "Anadolu Agency",
    "anadolu": "Anadolu Agency",
    "ani": "ANI",
    "ansa": "ANSA",
    "ap": "AP",
    "apa": "APA",
    "associated press": "AP",
    "baghdad today": "Baghdad Today",
    "belga": "Belga",
    "bloomberg": "Bloomberg",
    "canadian press": "The Canadian Press",
    "cnn": "CNN",
    "cnn wire": "CNN",
    "dpa": "dpa",
    "efe": "EFE",
    "fars news agency": "Fars News Agency",
    "ians": "IANS",
    "ina": "INA",
    "interfax": "Interfax",
    "iraqi news agency": "INA",
    "irna": "IRNA",
    "isna": "ISNA",
    "kuna": "KUNA",
    "kyodo": "Kyodo",
    "kyodo news": "Kyodo",
    "mehr": "Mehr News Agency",
    "mehr news agency": "Mehr News Agency",
    "mena": "MENA",
    "national iraqi news agency": "NINA",
    "nina": "NINA",
    "petra": "Petra",
    "press association": "PA",
    "press trust of india": "PTI",
    "pti": "PTI",
    "qna": "QNA",
    "reuters": "Reuters",
    "rfe/rl": "RFE/RL",
    "ria novosti": "RIA Novosti",
    "sana": "SANA",
    "shafaq news": "Shafaq News",
    "spa": "SPA",
    "sputnik": "Sputnik",
    "tasnim": "Tasnim",
    "tass": "TASS",
    "thomson reuters": "Reuters",
    "ukrinform": "Ukrinform",
    "united press international": "UPI",
    "upi": "UPI",
    "wam": "WAM",
    "xinhua": "Xinhua",
    "yonhap": "Yonhap",
}


AGENCY = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))
