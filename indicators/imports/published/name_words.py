"""What the names of indicators begin with, and no bron, unit or title does.

Words that count or rate; and what the law has every municipality measure, by the names that the Regeling
beleidsindicatoren gives them (2016, 2021).
"""

import re

from indicators.notation.cells import COUNTED

_LAW = """
formatie
bezetting
apparaatskosten
externe inhuur
overhead
verwijzingen halt
harde kern jongeren
winkeldiefstal
geweldsmisdrij[fv]
diefstal(?:len)? uit (?:de )?woning
vernieling
functiemenging
bruto gemeentelijk product
vestiging
absoluut verzuim
relatief verzuim
voortijdige? schoolverlater
niet-wekelijkse sporter
niet-sporter
banen
netto arbeidsparticipatie
jongeren met (?:een )?delict voor (?:de )?rechter
achterstandsleerling
kinderen in (?:een )?uitkeringsgezin
werkloze jongeren
personen? met (?:een )?bijstandsuitkering
lopende re-?integratievoorziening
jongeren met jeugdhulp
jongeren met jeugdbescherming
jongeren met jeugdreclassering
(?:wmo-)?cliënten met (?:een )?maatwerkarrangement
(?:omvang )?huishoudelijk restafval
hernieuwbare elektriciteit
(?:gemiddelde )?woz-? ?waarde
nieuw gebouwde woning
demografische druk
(?:gemeentelijke )?woonlasten
"""
_BEGINS = re.compile(
    r"(?:het )?(?:totaal )?(?:aantal(?:len)?|percentage|aandeel|rapportcijfer|gemiddelde?|tevredenheid|waardering)"
    r" [^\W\d_]|% [^\W\d_]"
    rf"|(?:{COUNTED})\b(?!-)|(?:{'|'.join(_LAW.strip().splitlines())})",
    re.IGNORECASE,
)


def begins_as_name(text: str) -> bool:
    """Whether a text can be nothing but the name of an indicator, by its first words."""
    return _BEGINS.match(" ".join(text.split())) is not None
