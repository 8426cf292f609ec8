"""Invented news stories, no two alike, each with one quotation of a named person."""

import re
from datetime import date
from typing import Final, NamedTuple

_QUOTED = re.compile("“(.+?),?”")


class Story(NamedTuple):
    """A story of three paragraphs; the one in the middle quotes ``speaker``."""

    title: str
    author: str
    day: date
    speaker: str
    before: str
    quoted: str
    after: str

    @property
    def words(self) -> str:
        """What the speaker is quoted with."""
        found = _QUOTED.search(self.quoted)
        assert found, self.quoted
        return found[1]

    @property
    def paragraphs(self) -> tuple[str, str, str]:
        return self.before, self.quoted, self.after

    @property
    def printed_day(self) -> str:
        """The day as a newspaper prints it: "3 May 2021"."""
        return f"{self.day.day} {self.day:%B %Y}"

    @property
    def us_day(self) -> str:
        """The day as it is printed in America: "May 3, 2021"."""
        return f"{self.day:%B} {self.day.day}, {self.day.year}"


STORIES: Final = {
    "ferry": Story(
        "Ferry to Norra Holm returns after two winters",
        "Astrid Nyman", date(2021, 3, 3), "Lovisa Ekberg",
        "The car ferry between Alvik and the island of Norra Holm sails again from Saturday.",
        "“We have waited two winters for this boat,” said Lovisa Ekberg, the mayor of Alvik.",
        "Islanders had to drive to the bridge at Stenby, which adds forty minutes to the trip.",
    ),
    "frost": Story(
        "Late frost destroys half of the cherry harvest",
        "Tomas Reiter", date(2021, 4, 21), "Hannes Pichler",
        "Temperatures in the valley fell to minus six degrees in the night to Tuesday.",
        "“Half of the blossoms are dead,” fruit grower Hannes Pichler told reporters in Lana.",
        "Fires that were lit between the rows of trees did not raise the temperature enough.",
    ),
    "tram": Story(
        "City council approves new tram depot",
        "Nadia Brandt", date(2021, 5, 12), "Oskar Lindqvist",
        "The depot will have room for sixty trams and is to be finished within four years.",
        "“The old hall leaks and cannot be repaired,” said transport chief Oskar Lindqvist.",
        "Two parties voted against the plan because a row of plane trees has to be felled.",
    ),
    "dam": Story(
        "Reservoir is filled for the first time since 2012",
        "Pilar Quintana", date(2021, 6, 7), "Ramiro Salcedo",
        "Water ran over the crest of the dam near Valdehierro on Sunday morning.",
        "“Farmers will have water until October,” said Ramiro Salcedo, who heads the dam office.",
        "Last summer the fields below the village could be watered on only nine days.",
    ),
    "library": Story(
        "Library of Marsham extends its hours",
        "Colin Pryce", date(2021, 7, 14), "Deborah Whitlock",
        "Readers in Marsham can borrow books until nine in the evening from September.",
        "“Students asked us for a quiet place at night,” librarian Deborah Whitlock said.",
        "The longer hours cost the borough about thirty thousand pounds a year.",
    ),
    "bakery": Story(
        "Oldest bakery of the region closes",
        "Elke Sommer", date(2021, 8, 30), "Gerd Hollmann",
        "Bread has been baked in the house on the market square since the year 1714.",
        "“My children do not want to rise at two,” baker Gerd Hollmann said on Monday.",
        "A chain of coffee shops has rented the rooms and will keep the old oven on show.",
    ),
    "airport": Story(
        "Airport closes its second runway for repairs",
        "Marcus Obi", date(2021, 9, 6), "Samuel Adeyemi",
        "All flights of the airport of Port Alder will use the northern runway until March.",
        "“No passenger will miss a connection,” airport director Samuel Adeyemi said.",
        "Neighbours of the northern runway fear more noise in the early morning.",
    ),
    "mine": Story(
        "Zinc mine hires four hundred workers",
        "Ivana Petrova", date(2021, 10, 11), "Stefan Kolarov",
        "The mine at Rudnik, which stood still for a decade, produces ore again.",
        "“Every shift has an engineer for safety,” said mine manager Stefan Kolarov.",
        "Three miners died underground in 2009, after which the owner shut the pit.",
    ),
    "school": Story(
        "Village school gets its first heat pump",
        "Bridget Nolan", date(2021, 11, 2), "Fergus Doyle",
        "The boiler of the school at Kilmoyle burned eleven thousand litres of oil a year.",
        "“The classrooms have never been this warm,” teacher Fergus Doyle said on Tuesday.",
        "Parents had collected money for the pump with a sponsored swim across the lough.",
    ),
    "bridge": Story(
        "Hanging bridge over the gorge opens to hikers",
        "Reto Caduff", date(2021, 12, 6), "Flurina Casutt",
        "The bridge above the Val Gronda is three hundred metres long and one metre wide.",
        "“It sways less than people expect,” said engineer Flurina Casutt, who designed it.",
        "Dogs may cross it on a lead, and in strong wind it is closed by a gate.",
    ),
    "market": Story(
        "Night market moves to the old harbour",
        "Mei Tan", date(2022, 1, 19), "Raymond Koh",
        "Some two hundred stalls of the night market will stand on the quay from February.",
        "“The street was too narrow for the crowds,” said Raymond Koh, chairman of the traders.",
        "Buses will run to the quay every ten minutes until one in the morning.",
    ),
    "forest": Story(
        "Bark beetles spread in the eastern forests",
        "Jana Dvorak", date(2022, 2, 16), "Pavel Sedlak",
        "Foresters counted twice as many infested spruces as in the same month of last year.",
        "“We cut trees faster than we can plant them,” said forest ranger Pavel Sedlak.",
        "Mixed woods of beech and fir are to replace the spruces over thirty years.",
    ),
    "hospital": Story(
        "Hospital opens a ward for night patients",
        "Ingrid Moe", date(2022, 3, 23), "Torbjorn Haugen",
        "The ward in Lillevik takes patients who need watching after small operations.",
        "“Most of them go home before breakfast,” chief physician Torbjorn Haugen said.",
        "Twelve nurses were hired for it, four of whom come from a clinic that was shut.",
    ),
    "ice": Story(
        "Skating race cancelled for want of ice",
        "Femke Visser", date(2022, 4, 4), "Wouter Dijkstra",
        "The race over eleven lakes was last held nine years ago and draws thousands.",
        "“Six centimetres of ice carry nobody,” said race director Wouter Dijkstra.",
        "Runners may ask for their money back or keep their number for the next winter.",
    ),
    "wine": Story(
        "Winegrowers try vines from the south",
        "Lucie Moreau", date(2022, 5, 25), "Benoit Lacaze",
        "Syrah grapes ripen on slopes where only hardy white vines grew before.",
        "“My grandfather would have laughed at us,” winegrower Benoit Lacaze said.",
        "The first bottles will be sold in two years at the earliest.",
    ),
    "museum": Story(
        "Museum returns a drum to the islanders",
        "Claire Hughes", date(2022, 6, 13), "Tavita Leota",
        "The wooden drum was taken from the island of Savai by a captain in 1889.",
        "“Our elders heard its voice again today,” said Tavita Leota, the island's envoy.",
        "A copy made by carvers from the island will stand in the museum's hall.",
    ),
    "bus": Story(
        "Rural buses come on demand",
        "Peter Krause", date(2022, 7, 18), "Silke Baumann",
        "Passengers in the district of Altenrode call a small bus with their telephone.",
        "“Nobody waits longer than twenty minutes,” district councillor Silke Baumann said.",
        "The old timetable with three buses a day will be given up in autumn.",
    ),
    "reef": Story(
        "Divers plant corals on the dead reef",
        "Anita Desrosiers", date(2022, 8, 22), "Marlon Baptiste",
        "Some four thousand pieces of coral were fixed to the reef off Anse Bleue in July.",
        "“Fish came back within three weeks,” marine biologist Marlon Baptiste said.",
        "A storm had broken most of the reef in the autumn of 2017.",
    ),
    "theatre": Story(
        "Theatre plays in a disused brewery",
        "Greta Lorenz", date(2022, 9, 14), "Albert Kranz",
        "The municipal stage of Hohenau moves out of its house while the roof is renewed.",
        "“The brewery smells of malt to this day,” said stage director Albert Kranz.",
        "The season opens with a comedy about a bankrupt innkeeper.",
    ),
    "salt": Story(
        "Salt works of Torrevella are for sale",
        "Marta Ferrer", date(2022, 10, 10), "Joaquin Belda",
        "The pans by the lagoon have given salt to the fishermen of the coast for centuries.",
        "“We will not sell to a hotel,” said Joaquin Belda, who owns the works.",
        "Flamingos breed on the dikes between the pans from April to July.",
    ),
    "dialect": Story(
        "Radio station broadcasts in the island's dialect",
        "Karin Thomsen", date(2022, 11, 28), "Momme Petersen",
        "One hour of news is read in the dialect of Westeroog every evening.",
        "“My pupils hear it only from their grandparents,” teacher Momme Petersen said.",
        "The station is run by volunteers and lives on gifts.",
    ),
    "bees": Story(
        "Beekeepers lose a third of their hives",
        "Zofia Lis", date(2022, 12, 12), "Witold Mazur",
        "Mites and a wet spring weakened the swarms in the whole of the province.",
        "“A third of the hives stood empty in March,” said beekeeper Witold Mazur.",
        "Honey will cost more this year, traders in the capital expect.",
    ),
    "lift": Story(
        "Ski lift runs on sunshine",
        "Luca Ferri", date(2023, 1, 11), "Chiara Valsecchi",
        "Panels along the masts of the lift at Monte Serrada feed its motor.",
        "“On clear days we sell power to the village,” said lift manager Chiara Valsecchi.",
        "The lift was built in 1968 and was driven by diesel for twenty years.",
    ),
    "canal": Story(
        "Barges return to the old canal",
        "Hugh Lister", date(2023, 2, 8), "Maureen Cartwright",
        "Seven locks of the Elder Canal were rebuilt by volunteers over eighteen years.",
        "“The first boat brought tears to my eyes,” said lock keeper Maureen Cartwright.",
        "The canal once carried coal from the pits of Ashby to the sea.",
    ),
    "snow": Story(
        "Snow cuts off eleven mountain villages",
        "Dragan Ilic", date(2023, 3, 13), "Jelena Markovic",
        "More than two metres of snow fell on the pass road between Friday and Sunday.",
        "“Helicopters bring bread and medicine,” said rescue chief Jelena Markovic.",
        "The road will be cleared on Thursday if no avalanche comes down.",
    ),
    "port": Story(
        "Dockers end their strike after nine days",
        "Sara Amorim", date(2023, 4, 17), "Duarte Pacheco",
        "Cranes in the container port of Vila Nova moved again on Monday morning.",
        "“We got less than we asked for,” union leader Duarte Pacheco said.",
        "Eighteen ships had been waiting off the coast to be unloaded.",
    ),
    "clock": Story(
        "Town hall clock strikes again",
        "Emil Haas", date(2023, 5, 15), "Regula Ammann",
        "The works of the clock in Niederwil were cleaned for the first time in a century.",
        "“One gear was worn down to nothing,” clockmaker Regula Ammann said.",
        "At night the clock stays silent, as a court decided in a dispute of neighbours.",
    ),
    "well": Story(
        "Desert village drills its third well",
        "Yasmin Haddad", date(2023, 6, 19), "Khalil Mansour",
        "At a depth of two hundred metres the drill struck water at Ain Saghira.",
        "“The water is warm but sweet,” said village elder Khalil Mansour.",
        "The two older wells had run dry in the course of four years.",
    ),
    "cheese": Story(
        "Mountain cheese matures in a bunker",
        "Beat Zurfluh", date(2023, 7, 24), "Seraina Gisler",
        "The army left the tunnels above Erlen twenty years ago.",
        "“Nowhere else is the air so even,” cheesemaker Seraina Gisler said.",
        "Nine thousand wheels lie on spruce boards where shells were stored.",
    ),
    "choir": Story(
        "Prison choir sings in the cathedral",
        "Neil Abbott", date(2023, 8, 28), "Gwen Pritchard",
        "Twenty-two inmates of the gaol at Thornby sang to a full nave on Sunday.",
        "“They have learned to listen to each other,” choir leader Gwen Pritchard said.",
        "The bishop has invited the singers to return at Easter.",
    ),
    "storks": Story(
        "Storks nest on the power lines",
        "Andrea Nagy", date(2023, 9, 20), "Balazs Kertesz",
        "The grid company moved forty nests to platforms beside its pylons.",
        "“Not one bird was burned this year,” ornithologist Balazs Kertesz said.",
        "Young storks leave for Africa in the last days of August.",
    ),
    "ship": Story(
        "Wreck of a grain ship found in the lake",
        "Heidi Larsen", date(2023, 10, 25), "Norman Fisk",
        "The schooner Adelaide lies upright at a depth of ninety metres.",
        "“Her lamps still hang on the mast,” said diver Norman Fisk.",
        "The ship sank with eleven men in a gale of November 1886.",
    ),
    "glass": Story(
        "Glassblowers are short of apprentices",
        "Katrin Vogel", date(2023, 11, 8), "Rudolf Zeidler",
        "Four of the nine workshops in Lauterbach found no young people this year.",
        "“I could hire three tomorrow,” master glassblower Rudolf Zeidler said.",
        "An apprentice earns less there than in the shops of the next town.",
    ),
}  # fmt: skip
