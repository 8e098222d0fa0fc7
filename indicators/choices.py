"""The fixed vocabularies of measuring and judging: what a column may say, with its Dutch label."""

from django.db.models import TextChoices


class Richting(TextChoices):
    """Which way is better."""

    HOGER = "hoger", "Hoger is beter"
    LAGER = "lager", "Lager is beter"
    GELIJK = "gelijk", "Gelijk blijven"


class Ritme(TextChoices):
    """In which years a bron is measured."""

    ELK_JAAR = "elk_jaar", "elk jaar"
    ONEVEN_JAREN = "oneven_jaren", "oneven jaren"
    EVEN_JAREN = "even_jaren", "even jaren"
    ONBEKEND = "onbekend", "onbekend"


class MargeSoort(TextChoices):
    """How a margin is meant: in the unit of the reeks, or as a percentage of the streefwaarde."""

    ABSOLUUT = "absoluut", "Absoluut"
    PROCENT = "procent", "Procent"


class MargeBron(TextChoices):
    """Where the margin comes from."""

    INDICATOR = "indicator", "de marge van deze indicator"
    NORM = "norm", "de stoplichtnorm van de gemeente"
    STANDAARD = "standaard", "de standaardnorm"


class GeenCijfer(TextChoices):
    """Why there is no figure; a dash is not a zero, and not every dash is the same."""

    NIET_GEMETEN = "niet_gemeten", "niet gemeten"
    NOG_NIET_BEKEND = "nog_niet_bekend", "nog niet bekend"
    NIET_BESCHIKBAAR = "niet_beschikbaar", "niet beschikbaar"
    NIET_VAN_TOEPASSING = "niet_van_toepassing", "niet van toepassing"
    PM = "pm", "pro memorie"
    NULMETING_VOLGT = "nulmeting_volgt", "nulmeting volgt"
    GESTOPT = "gestopt", "meting gestopt"
    ONBEKEND = "onbekend", "streepje zonder reden"
    IN_WOORDEN = "in_woorden", "in woorden"
    # Said to readers of a figure that is there, and stored of none: see indicators/onderdrukking.py.
    TE_WEINIG = "te_weinig", "te weinig respondenten"


# What a person or a file may give as the reason that there is no figure.
TE_GEVEN = [reason for reason in GeenCijfer if reason != GeenCijfer.TE_WEINIG]
TE_GEVEN_KEUZES = [(reason.value, reason.label) for reason in TE_GEVEN]


class Staat(TextChoices):
    """How far a figure is on its way to being adopted."""

    CONCEPT = "concept", "Concept"
    INGEDIEND = "ingediend", "Ingediend"
    VASTGESTELD = "vastgesteld", "Vastgesteld"


class DoelStaat(TextChoices):
    """How far a streefwaarde is on its way into a document: proposed by its officer, or confirmed by a controller."""

    VOORSTEL = "voorstel", "Voorstel"
    BEVESTIGD = "bevestigd", "Bevestigd"


class Verwachting(TextChoices):
    """What an officer expects, half-way the year, of reaching the streefwaarde."""

    HAALBAAR = "haalbaar", "Haalbaar"
    ONZEKER = "onzeker", "Onzeker"
    NIET_HAALBAAR = "niet_haalbaar", "Niet haalbaar"


class LadingStaat(TextChoices):
    """How far a file or text is on its way into the budget."""

    WACHT = "wacht", "Wacht op lezen"
    BEZIG = "bezig", "Wordt gelezen"
    MISLUKT = "mislukt", "Niet te lezen"
    GELEZEN = "gelezen", "Gelezen, nog niet geladen"
    LADEN = "laden", "Wordt geladen"
    GELADEN = "geladen", "Geladen"
    ONGEDAAN = "ongedaan", "Ongedaan gemaakt"


class Stap(TextChoices):
    """What a job is doing with a file or text, and in what that is counted."""

    OPENEN = "openen", "Uitgepakt, in kB"
    BLADZIJDEN = "bladzijden", "Bladzijden gelezen"
    TABELLEN = "tabellen", "Regels gelezen"
    TEKST = "tekst", "Regels zonder tabel gelezen"
    RIJEN = "rijen", "Rijen gelezen"
    VERGELIJKEN = "vergelijken", "Rijen vergeleken met de begroting"
    SCHRIJVEN = "schrijven", "Onderdelen en cijfers geschreven"


OPEN_STATES = (Staat.CONCEPT, Staat.INGEDIEND)


class Stand(TextChoices):
    """Which figures a status looks at: adopted ones only, or the newest of any state."""

    VASTGESTELD = "vastgesteld", "Vastgesteld"
    WERK = "werk", "Werkstand"


class Reden(TextChoices):
    """Why a stoplicht has its colour."""

    GEHAALD = "gehaald", "streefwaarde gehaald"
    OP_STRENGE_GRENS = "op_strenge_grens", "precies op de grens, maar die moest voorbijgegaan worden"
    BINNEN_MARGE = "binnen_marge", "streefwaarde niet gehaald, wel binnen de marge"
    BUITEN_MARGE = "buiten_marge", "streefwaarde niet gehaald, buiten de marge"
    GEEN_REALISATIE = "geen_realisatie", "geen realisatie"
    GEEN_STREEFWAARDE = "geen_streefwaarde", "geen streefwaarde"
    GEEN_GEGEVENS = "geen_gegevens", "geen realisatie en geen streefwaarde"
    ANDERE_REEKS = "andere_reeks", "realisatie en streefwaarde zijn op een andere manier gemeten (trendbreuk)"
    ANDER_JAAR = "ander_jaar", "gemeten in een ander jaar"
    TEGENSTRIJDIG = "tegenstrijdig", "de streefwaarde spreekt de richting van de indicator tegen"


class Trend(TextChoices):
    """How a figure compares with the previous measured year of the same reeks."""

    BETER = "beter", "beter"
    SLECHTER = "slechter", "slechter"
    GELIJK = "gelijk", "gelijk"
    GEEN = "", "geen eerdere meting"
