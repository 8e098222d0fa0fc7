"""The words by which the head of a column says what stands below it."""

import re

from indicators.notation.text import YEAR

_WORDS: tuple[tuple[str, str], ...] = (
    (
        "streefwaarde",
        r"streef ?waarden?|streef ?cijfers?(?: ?/ ?norm)?|streef(?:w\.?|-)?|streven|begroting|begroot"
        r"|begr\.?|bg(?![0-9]{2} )|mj[br]|meerjaren(?:begroting|raming)|ambitie|doelstelling"
        r"|(?:doel|verwachtings)waarde|target|beoogd|norm(?:waarde)?",
    ),
    (
        "realisatie",
        r"realisaties?(?: ?(?:cijfers?|waarden?))?|real\.?|gerealiseerd|behaald|jaarrekening|jaarstukken|rekening"
        r"|rek\.?|jr|(?:jaar)?verslag|stand(?! van (?:zaken|uitvoering))(?: (?:per|op))?|werkelijke?|meting(?:en)?"
        r"|(?:actuele|huidige|laatst bekende|meest recente) (?:waarde|score|meting|stand|cijfers?)"
        r"|gemeten waarden?|laatst bekend|meest recent|meet ?waarden?|uitkomst|historie",
    ),
    ("nulmeting", r"(?:nul|0)-?(?:meting|waarde|situatie)|(?:start|uitgangs|begin)(?:waarde|situatie)|basisjaar"),
    (
        "benchmark",
        r"(?:neder ?land|nl)(?: \(meest (?:actue[el]+|recente?)\))?"
        r"|gemeenten|vergelijkend cijfer|landelijk(?: gemiddelde)?|gemiddelde? nederland|referentie(?:waarden?)?|ref\.?"
        r"|benchmark|g40|g32|g4(?![0-9])|provincie",
    ),
    ("eenheid", r"(?:meet ?|maat ?)?eenheid|uitgedrukt in"),
    (
        "bron",
        r"(?:gegevens|data)?bron(?:nen|vermelding)?(?:\s?(?:/|en)\s?(?:frequentie|methode|wijze van meten))?"
        r"|meetinstrument|(?:wijze van meten|meet ?methode|meetwijze)(?:\s?/\s?bron)?|herkomst(?: gegevens)?"
        r"|gemeten door",
    ),
    (
        "tekst",
        r"frequentie|(?:nadere )?toelichting(?: indicator| (?:&|en) [a-z]{3,20})?|beschrijving|opmerking(?:en)?"
        r"|vergelijking|status|trend"
        r"|stoplicht|frequentie meting|definitie|uitleg|verklaring|bijzonderheden|analyse|duiding|smiley|kleur"
        r"|gewenste ontwikkeling",
    ),
    ("code", r"code|nr\.?|nummer|taakveld|programma|progr\.?(?: ?/ ?par\.?)?"),
    (
        "naam",
        r"(?:(?:naam(?: verplichte)?|omschrijving|(?:overige |niet[- ])?verplichte|wettelijke|lokale|eigen|algemene"
        r"|overige|aanvullende|gemeentelijke|landelijke|bbv) ?-?)?(?:bbv[ -])?"
        r"(?:(?:effect|prestatie|top|beleids|kern|output|outcome)[ -]?|servicenorm/)?"
        r"(?:(?:effect|prestatie)- (?:en|of) (?:effect|prestatie))?"
        r"indicator(?:en|\(en\))?(?:\s?/\s?kengetal(?:len)?| \((?:bbv|verplicht|wettelijk|lokaal|eigen)\))?"
        r"|omschrijving|onderwerp|(?:(?:verplichte|wettelijke) )?kengetal(?:len)?|meetbaar resultaat|product/dienst"
        r"|wat (?:meten we|we meten|wij meten|gaan we meten) ?\??|waar meten we (?:het|dat|dit) aan(?: af)?"
        r"|maatstaf|graadmeter|meetpunt|kpi(?:'s)?",
    ),
    ("onduidelijk", r"prognoses?|verwachting(?:en)?|verwacht|raming(?: na wijz(?:iging|\.)?)?|schatting(?:en)?"),
    ("leeg", r"leeg"),
)
# Columns that are named by a word alone: when each row was measured, the figure of that year, a difference.
WHOLE_HEADS = (
    (
        "jaar",
        re.compile(
            r"jaar|(?:meet)?periode|actualiteit|peiljaar|(?:actuele )?peildatum|meetjaar|bronjaar|datajaar|meetmoment"
            r"|jaar waarop (?:het )?cijfer betrekking heeft|(?:laatste|meest recente) (?:meet)?jaar"
            r"|(?:laatste )?(?:peil)?jaar (?:van )?(?:de )?(?:nul)?meting|(?:jaar (?:van )?(?:de )?)?laatste meting",
            re.IGNORECASE,
        ),
    ),
    # Cijfer begroting 2018: the figure in that budget. What year it is of stands in a column of its own.
    (
        "waarde",
        re.compile(
            r"(?:indicator)?waarde(?: indicator)?|score"
            rf"|cijfer(?: (?:begroting|jaarrekening|jaarverslag|jaarstukken) {YEAR})?",
            re.IGNORECASE,
        ),
    ),
    ("naam", re.compile(r"naam", re.IGNORECASE)),
    ("realisatie", re.compile(r"gemeten", re.IGNORECASE)),
    ("code", re.compile(r"#|no\.?", re.IGNORECASE)),
    (
        "tekst",  # whether the law asks for it
        re.compile(
            r"(?:bbv[ -])?verplichte?(?: (?:volgens|vanuit|door) (?:het )?bbv)?(?: \(?(?:j/n|ja/nee)\)?)?",
            re.IGNORECASE,
        ),
    ),
    ("regio", re.compile(r"regio|gebied", re.IGNORECASE)),  # whose figure stands in each row
    ("onduidelijk", re.compile(r"vorige (?:meting|waarde|stand|score)|vorig jaar", re.IGNORECASE)),
    ("verschil", re.compile(r"verschil(?:len)?|afwijking|mutatie", re.IGNORECASE)),
)
KINDS = re.compile(
    "|".join(f"(?P<{kind}>(?<![^\\W_])(?:{words})(?![^\\W\\d_]))" for kind, words in _WORDS), re.IGNORECASE
)
AIM = re.compile(
    r"doel(?:en)?", re.IGNORECASE
)  # above years, or beside one; alone it may be what is aimed at, in words
