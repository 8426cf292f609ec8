"""
Patterns of boilerplate lines, bylines, datelines and correction notices.

Case is ignored unless said otherwise.
"""

import re

from rag.lexicon import page_words
from rag.lexicon.function_words import MONTH_NAMES, WEEKDAYS
from rag.lexicon.loader import alternation
from rag.lexicon.organisations import AGENCY
from rag.text.dates import find_printed

NETWORKS = alternation(page_words.NETWORKS)
PHOTO = rf"(?:{alternation(page_words.PHOTO_SOURCES)}\s+)?{alternation(page_words.PHOTO_WORDS)}"
NAMES = r"(?-i:(?:[A-Z@][\w.'’-]*|and|of|for|the|via|&)(?:\s+|/|,\s*|(?=\.?$))){1,10}"
PHOTO_AGENCY = alternation(page_words.PHOTO_AGENCIES)

# Lines that are boilerplate anywhere in an article: kind → pattern of the whole line.
LINES: dict[str, str] = {
    "markup": r"""<[^<>]+>(?:\s*<[^<>]+>)* | !\[[^\]]*\]\([^)]*\)
        | (?-i:[a-z-]{3,30}:\s?[\w%\#-]+(?:\s[\w%\#-]+)?;)
        | [.#@]?[\w\-.#\s]{1,40}\{\s*\}?""",
    "clock": r"\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?\s?m\.?)(?:\s[A-Z]{2,4})?\W*",
    "label": r"""(?:abstract|full\s+text|breaking(?:\s+news)?|(?:news\s+)?analysis|opinion
        |exclusive)\W* | (?:tags?|topics?|keywords?|categor(?:y|ies)|filed\s+under)\s?:.{1,200}
        |(?:reading\s+time\W{1,3})?\d{1,3}\s?(?:min|minutes?)(?:\s+read)?
        |(?:(?!\s[/>|»›]\s)[^.!?“"]){1,40}(?:\s[/>|»›]\s(?:(?!\s[/>|»›]\s)[^.!?“"]){1,40}){2,}
        |our\s+standards\s?:.{1,80}
        |(?:skip\s+to\s+(?:main\s+)?content|listen\s+to\s+(?:this\s+)?article|loading)\W*""",
    "advertisement": r"""\W*(?:advertisements?|sponsored(?:\s+(?:content|links?))?|promoted
        |(?:story|article)\s+continues\s+(?:below|after)\b.{0,40}
        |continue\s+reading(?:\s+(?:below|the\s+main\s+story|.{0,80}[»→]))?)\W*""",
    "link": r"""["“]?related:["”]? | [^\w"“'‘]*(?:
        (?:read|see|watch|view)\s+(?:more|also|next|the\s+(?:full|rest|original)\b.{0,40})\W*
        |(?:read|see|watch)\s+(?:more|also|next)\s?[:|-].{1,200}
        |(?:also\s+read|more\s+on\s+this(?:\s+story)?|read\s+more\s+about)\b.{0,200}
        |related\s?[:|-].{1,200}
        |(?:watch|listen\s+to|see|read)\b.{0,80}\b(?:here|above|below)\s?[.:]*
        |click\s+here\b.{0,100} | (?:back\s+to\s+top|go\s+to\s+top|print(?:\s+this\s+page)?))""",
    "subscribe": rf"""[^\w"“'‘]*(?:(?:please\s+)?subscribe\b.{{0,160}}
        |(?:please\s+)?sign\s+up\s+(?:for|to)\b.{{0,120}}
            \b(?:newsletters?|alerts?|e-?mails?|updates|here|briefing|inbox|free)\b.{{0,60}}
        |(?:for|want)\s.{{1,50}}[,?]\s+(?:sign\s+up|subscribe)\b.{{0,160}}
        |follow\s+(?:us|@\w+|.{{1,80}}\son\s+(?:{NETWORKS}))\b.{{0,100}}
        |(?:like|find|join)\s+us\s+on\s+(?:{NETWORKS}|our)\b.{{0,80}}
        |.{{0,60}}\blike\s+the\s+page\W*
        |enter\s+your\s+e-?mail(?:\s+address)?\W* | download\s+our\s+app\b.{{0,80}})""",
    "caption": rf"""\[\d+/\d+\].{{1,400}} | [(\[]\s?file\s?[:–-][^()\[\]]{{1,80}}[)\]]\W*
        |[^/\n]{{1,300}}[.!?]["”]?\s?(?:reuters|afp|ap|epa)\s?/[^.!?/]{{1,40}}(?:/file\s+photo)?\.?
        |(?:file\s?photo|file\s[-–—]|in\s+pictures?\s?:|caption\s?:).{{1,400}}
        |[^.!?]{{1,200}}[.!?]?["”]?\s?[(\[]\s?(?:{PHOTO}\b[^()\[\]]{{0,100}}
        |[^()\[\]]{{1,60}}/\s?{PHOTO_AGENCY}(?:/[^()\[\]]{{1,40}})?\.?)[)\]]\W*""",
    "credit": rf"""(?:{PHOTO}|source)(?:\s+(?:credits?|by|courtesy(?:\s+of)?))?\s?[:/©|].{{1,100}}
        |{PHOTO}\s+(?:by|courtesy(?:\s+of)?|via)\s+{NAMES}\.?
        |[(\[]\s?(?:{PHOTO})\b[^()\[\]]{{0,120}}[)\]]\W* | credits?\s?:.{{1,80}}
        |©(?!.*\d{{4}}).{{1,80}}
        |[(\[]?\s?(?:(?:additional\s+)?reporting|writing|editing|edited|compiled|translated|written)
            \s+by\s+(?-i:[A-Z]).{{1,200}}
        |\W?(?:\w{{1,12}}/\s?)?(?:source|kaynak)s?\s?:.{{0,80}}
        |\(with\s+[^()]{{1,60}}\)\W* | with\s+inputs?\s+from\s.{{1,60}}
        |[^\w"“'‘]*(?:the\s+)?(?:{AGENCY})(?:\s+(?:news|wire|staff|news\s+agency))?
            (?:\s+in\s+(?-i:[A-Z])[\w '’-]{{1,30}})?\W*
        |(?:the\s+)?(?:{AGENCY})(?:'s)?\s+(?:\w+\s+)?(?:writers?|reporters?|correspondents?|journalists?|staff)\b
            .{{0,200}}\b(?:contributed|reported)\b.{{0,100}}
        |.{{0,80}}\b(?:contributed|contributing)\s+to\s+this\s+(?:report|story|article|piece)\W*
        |[^\w"“'‘]*(?:this\s+(?:article|story|report|post|piece)\s+)?(?:was\s+|is\s+|has\s+been\s+)?
            (?:originally|first|re)[\s-]?(?:published|appeared|printed|posted)\s+(?:\w+\s+)?
            (?:by|in|on|at|from|with\s+permission)\b.{{1,160}}""",
    "video": r"""\[\s?video\b.*\] | watch\s+on\s+youtube\W*
        | .{0,40}\bvideo\s+is\s+restricted\b.{0,80}""",
    "copyright": r"""(?:the[\s-])?cnn[\s-]wire\W.{0,200}
        | (?:copyright\b|©|\(c\)\s).{0,20}\d{4}.{0,200}
        | .{0,120}\ball\s+rights\s+reserved\b.{0,80}
        | this\s+material\s+may\s+not\s+be\s+published\b.{0,120}""",
    "comments": r"""(?:no|\d{1,5})\s+(?:comments?|replies|responses)\s?:? | comments?\s?\(\d+\)\s?:?
        |(?:post|leave|add|write)\s+a\s+(?:comment|reply)\W*
        |join\s+the\s+(?:conversation|discussion)\W*
        |(?:view|show|load)\s+.{0,20}comments\W*""",
}
WHOLE = {
    kind: re.compile(rf"(?:{pattern})", re.IGNORECASE | re.VERBOSE)
    for kind, pattern in LINES.items()
}
SHARE = re.compile(
    rf"\W*(?:{alternation(page_words.NETWORKS | page_words.SHARE_WORDS)}\b\W*)+", re.IGNORECASE
)
SHARE_KEY = re.compile(rf"\b(?:share|tweet|blogthis|{NETWORKS})\b", re.IGNORECASE)
RELATED = re.compile(
    r"\W*(?:related(?:\s+(?:articles?|stories|news|topics|posts?|content|coverage))?"
    r"|more\s+(?:from|stories|news)\b.{0,40}|most\s+(?:read|popular)|read\s+next|trending(?:\s+now)?"
    r"|you\s+(?:may|might)\s+(?:also\s+)?like|also\s+on\s+\w+|recommended(?:\s+for\s+you)?)\W*",
    re.IGNORECASE,
)
COMMENTS = re.compile(r"(?:reader\s+)?comments?(?:\s+policy)?\s?:?", re.IGNORECASE)
# A policy speaks of comments, and to the reader; an article on comments does not do the second.
POLICY = re.compile(
    rf"(?=.*{alternation(page_words.POLICY_TOPICS)}).*\b{alternation(page_words.POLICY_ADDRESS)}\b",
    re.IGNORECASE | re.DOTALL,
)
COUNTED_COMMENTS = re.compile(
    r"\W*(?:[1-9]\d*\s+(?:comments?|replies|responses)|comments?\s?\([1-9]\d*\)).*", re.I
)
# Lines that only the comments of readers have.
COMMENT_MARK = re.compile(
    r"(?:reply|delete|report|anonymous|log\s?in\s+to\s+reply|.{1,40}\s(?:says|said|wrote)\s?(?::|\.\.\.|…)"
    r"|.{0,60}\b\d+\s+(?:minutes?|hours?|days?|weeks?|months?|years?)\s+ago)\W*",
    re.IGNORECASE,
)
BYLINE = re.compile(
    rf"(?:By|BY|by)\s+(?:[Tt]he\s+|THE\s+)?(?i:{AGENCY})(?:\s+(?:and\s+)?(?i:[a-z]+)){{0,3}}|"
    r"(?:By|BY|Written\s+by|Posted\s+by)\s+(?!(?:[A-Z]?[a-z]*day|The|A|An|It|This|That)\b)"
    r"[A-Z][\w.'’-]*(?:(?:,?\s+(?:and|&|in|of|for|the|de|al|bin|van|von)|,|\s?\||\s?/)?"
    r"\s+[A-Z@][\w.'’-]*){0,11}"
)
_AFTER_BYLINE = " \t|,–—•·-"  # between a byline and a date on its line
HEADING = re.compile(r"#{1,6}\s+|\*\*(?=[^*]+\*\*$)|__(?=[^_]+__$)")
FOOTNOTE = re.compile(r"(?:\\?\*|†|‡)+(?=[^\W_])[^*\n]*")
FOOTNOTE_MARK = re.compile(r"[\w\"”’)](?:\\?\*|†|‡)(?=[\s.,;:])")
_WEEKDAY_FORMS = "|".join(form for forms in WEEKDAYS for form in forms)
DATE_WORDS = re.compile(
    rf"\b(?:{alternation(page_words.DATE_LABELS | page_words.TIME_ZONES)}|[ap]\.?m\b\.?"
    rf"|\d{{1,2}}[:.]\d\d(?::\d\d)?(?:[ap]m)?|(?:{_WEEKDAY_FORMS})"
    r"|(?:\d+|an?)\s+(?:minute|hour|day|week|month|year)s?\s+ago)\b|[\W_]",
    re.IGNORECASE,
)
DAY = (
    rf"(?:\d{{1,2}}\s+)?(?:{'|'.join(name[:3].title() for name in MONTH_NAMES)})[a-z]*\.?"
    r"(?:\s+\d{1,2})?(?:,?\s+\d{4})?"
)
PLACE = r"[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*|\s+(?:al|de|of|el)[\s-][A-Z][\w'’-]*){0,3}"
CAPITALS = r"[A-Z][A-Z.'’-]{2,}(?:\s+[A-Z][A-Z.'’-]+|\s+D\.?C\.?){0,3}"
AFTER_PLACE = (
    r"(?:(?:,|\s?/|\sand)\s?(?:[A-Z][\w.'’-]*(?:\s+[A-Z\d][\w.'’-]*){0,3}"
    r"|\d{1,2}\s+[A-Z][a-z]{2,8}\.?(?:,?\s+\d{4})?|(?:19|20)\d\d)){0,3}"
)
COUNTRY = r"(?:\s\[[A-Z][\w ]{2,20}\])?"  # "New Delhi [India]"
# With an agency in brackets or strokes, in capitals before a dash, or in capitals before a colon.
DATELINE = re.compile(
    rf"(?:(?:{DAY}|{PLACE}{COUNTRY}{AFTER_PLACE}(?:,?\s+{DAY})?),?\s*(?:[–—-]+\s*)?)?"
    rf"\((?P<agency>[A-Z][\w. /-]{{1,30}}|dpa)\)\s*"
    rf"(?:(?P<dash>[–—:-]+\s*|\[\s+|$)|(?=[A-Z\"“]))"
    rf"|(?P<signed>(?i:{AGENCY}))\s?/\s?(?=[A-Z\"“])"
    rf"|{PLACE}{AFTER_PLACE}(?:,?\s+{DAY})?[.,]?\s*/(?i:{AGENCY})/[.,–—-]*\s*(?=[A-Z\"“])"
    rf"|{CAPITALS}{AFTER_PLACE}(?:\s*[–—]+\s*|\s+-+\s+)"
    rf"(?:[A-Z][a-z]{{2,8}}\.?\s+\d{{1,2}},\s+\d{{4}}\s*[–—-]+\s*)?(?=[A-Z\d\"“'‘])"
    rf"|(?P<speaker>{CAPITALS}):\s+(?=[A-Z\"“])"
)
DATELINE_ALONE = re.compile(rf"{PLACE}(?:,\s+{PLACE})?\s*(?:[–—-]+|/)\s*{PLACE}")
FRONT_MATTER = re.compile(r"[\w-]{1,40}\s?:(?:\s.*)?|-\s.+|\s+\S.*|#.*")
SUFFIX = re.compile(
    rf"(?:\s*[–—-]*\s*\.(?:html?|php|aspx?)|\s*[(\[](?:ap|afp|reuters|upi|tass|dpa|xinhua)[)\]]\.?"
    rf"|(?<=[.!?\"”’'])\s*(?:[(\[](?:{AGENCY})[)\]]|[–—-]{{1,2}}\s?(?:{AGENCY}))\.?"
    r"|\s*\bread\s+more\s?(?:»|→|>+|\.\.\.|…))$",
    re.IGNORECASE,
)
QUOTE_MARKER = re.compile(r"(?:>\s*)+(?=\S)")
_LABEL = alternation(page_words.CORRECTION_LABELS)
_NOUN = alternation(page_words.ARTICLE_NOUNS)
_ERROR = rf"\b{alternation(page_words.ERROR_WORDS)}"
_THIS = rf"(?:this|our)\s+(?:\w+\s+){{0,2}}?{_NOUN}\b"
_VERSION = (
    rf"(?:earlier|first|initial|original|previous|prior)\s+(?:\w+\s+)?versions?\s+of\s+{_THIS}"
    r"(?!\s+(?:first\s+|originally\s+)?(?:appeared|ran|was\s+(?:\w+\s+)?p\w+ed)\s+(?:in|on|by|at)\b)"
)
_CHANGED = r"(?:was|were|has\s+been|have\s+been)\s+(?:\w+ly\s+|since\s+)?"
_DAY_NAME = rf"(?:{'|'.join(name[:3] for name in MONTH_NAMES)}|{_WEEKDAY_FORMS})[a-z]*"
# Beginnings of the notices by which an outlet corrects its own article: name → pattern. A story
# about a correction has no label, and calls no article "this".
CORRECTIONS: dict[str, str] = {
    "label alone": rf"{_LABEL}\W*$",
    "label": rf"{_LABEL}\s?(?::|[(–—]|\s-\s|\.\s+(?-i:[A-Z])|,\s+(?:\d|{_DAY_NAME})"
    rf"|\s+(?:\d{{1,2}}\s+)?{_DAY_NAME}\.?,?\s+\d|\s+to\s+(?:this|an?)\s+{_NOUN}\b)",
    "version": rf"(?:an?|some|the)\s+{_VERSION}",
    "version named later": r"[^\"“”]{1,200}\b(?:error,|for|in|of|on|to)\s+"
    rf"(?:an?|some|the)\s+{_VERSION}",
    "amended": rf"{_THIS}(?:\s+and\s+(?:its\s+)?{_NOUN})?\s+{_CHANGED}"
    r"(?:amended|clarified|corrected)\b(?!\s+(?:in\s+\d{4}|by)\b)",
    "changed": rf"{_THIS}(?:\s+and\s+(?:its\s+)?{_NOUN})?\s+{_CHANGED}"
    r"(?:changed|edited|modified|revised|updated)\b(?=.{0,120}\b(?:to\s+(?:\w+ly\s+)?"
    r"(?:clarify|correct|fix|remove)\b|reflect\s+(?:an?|the)\s+(?:\w+\s+)?correct))",
    "note": r"(?:an?\s+)?(?:editor['’]?s?['’]?\s+(?:correction|note)s?|note\s+to\s+readers"
    rf"|update)\s?(?:[:.–—(]|\s-\s)(?=.*{_VERSION}|(?=.*\b{_THIS}).*(?:{_ERROR}|amended))",
    "editing error": rf"(?:because\s+of|due\s+to)\s+an?\s+(?:\w+\s+)?error\b.{{0,80}}\b{_THIS}",
    "wire": r"\(\s?(?:\w+\s.{0,60})?(?:clarifies|corrected|corrects)\b[^()]{5,400}\)\W*$"
    r"|(?-i:CORRECTED|CORRECTS)\s?[(:–—]|corrected:\s",
    "agency": rf"in\s+(?:an?|its)\s(?:\w+\s){{0,3}}?{_NOUN}\b.{{0,240}},\s(?:the\s)?(?:{AGENCY})\s"
    rf"(?:\w+\s){{0,3}}?{_ERROR}",
}
_BEFORE_NOTICE = r"[^\w\"“”‘'’]*"
_CORRECTION = re.compile(
    rf"{_BEFORE_NOTICE}(?:{'|'.join(f'(?:{pattern})' for pattern in CORRECTIONS.values())})",
    re.IGNORECASE | re.DOTALL,
)
CORRECTION_LABEL = re.compile(
    rf"{_BEFORE_NOTICE}{_LABEL}(?:\W*$|:\s+{_DAY_NAME}[\w\s.,]{{1,30}}$)", re.IGNORECASE
)
CORRECTION_PREFIX = re.compile(r"\((?:Clarifies|Corrected|Corrects)\s[^()]{5,300}\)\s+(?=\S)")
CORRECTION_KEY = re.compile(
    rf"correct|clarif|amended|versions?\s+of|errat|error|{_ERROR}", re.IGNORECASE
)
ADMITS_ERROR = re.compile(_ERROR, re.IGNORECASE)
TERMINAL = re.compile(r"[.!?…;,:]['\"”’»)\]*]*$")


def byline(line: str) -> str | None:
    """The byline that a line is or that precedes the date on it: "By Kari Lund | 3 May 2019"."""
    dates = find_printed(line, day_first=True)
    before = line[: dates[0].span.start].strip(_AFTER_BYLINE) if dates else ""
    return next(filter(BYLINE.fullmatch, (line, before)), None)


def is_correction(words: str) -> bool:
    """Whether a paragraph or a sentence is a notice by which an outlet corrects its article."""
    return bool(CORRECTION_KEY.search(words)) and _CORRECTION.match(words) is not None
