"""What the API says of a stoplicht: the colour, why, and everything it was judged by."""

from rest_framework import serializers

from indicators.api.fields import Adres, Documentverwijzing, Getal, OfNiets, Sleutel, getal, ja_nee, keuze, tekst
from indicators.choices import GeenCijfer, MargeBron, MargeSoort, Reden, Richting, Trend
from programmes.choices import Stoplicht


class Ontbreekt(serializers.ChoiceField):
    """Why a number is not there: a reason that was given, or that nobody gave one; null when the number is there."""

    def __init__(self, ungiven: tuple[str, ...], said: str, *, source: str) -> None:
        known = (*GeenCijfer.values, *ungiven)
        super().__init__(choices=known, source=source, help_text=said, read_only=True, allow_null=True)


class Gemeten(serializers.Serializer):
    """De realisatie waarop beoordeeld is."""

    url = Adres("De realisatie; null als er geen is.", allow_null=True, source="realisatie")
    waarde = Getal("De waarde; null als die er niet is.", source="value")
    reden = Ontbreekt(("niet_ingevuld",), "Waarom er geen waarde is; null als die er is.", source="no_value_because")
    eenheid = tekst("De eenheid.", source="shown_reeks.unit")
    meetjaar = getal("Het jaar waarin gemeten is.", allow_null=True, source="measured_year")
    voorlopig = ja_nee("Of het cijfer nog definitief moet worden.", source="provisional")
    respondenten = getal("Het aantal respondenten van de enquête.", allow_null=True, source="respondents")
    vorige_waarde = Getal("De waarde van het vorige gemeten jaar van dezelfde reeks.", source="previous_value")
    vorig_jaar = getal("Dat jaar.", allow_null=True, source="previous_year")


class Nagestreefd(serializers.Serializer):
    """De streefwaarde waaraan getoetst is."""

    url = Adres("De streefwaarde; null als er geen is.", allow_null=True, source="streefwaarde")
    waarde = Getal("De waarde.", source="target")
    ten_minste = Getal("De ondergrens.", source="lower")
    ten_hoogste = Getal("De bovengrens.", source="upper")
    streng = ja_nee("Of de grens zelf niet meetelt.", source="strict")
    reden = Ontbreekt(
        ("niet_gesteld",), "Waarom er geen streefwaarde in cijfers is; null als die er is.", source="no_target_because"
    )
    eenheid = tekst("De eenheid.", source="shown_target_reeks.unit")
    document = Documentverwijzing("Het document waar zij uit komt.", source="target_document")


class Norm(serializers.Serializer):
    """Hoe ver een cijfer van de streefwaarde mag zitten en nog oranje is."""

    marge = Getal("De marge.", allow_null=False, source="margin")
    soort = keuze(MargeSoort, "In de eenheid van de reeks, of in procent van de streefwaarde.", source="margin_kind")
    herkomst = keuze(
        MargeBron, "De indicator zelf, de norm van de gemeente, of de standaardnorm.", source="margin_source"
    )
    geldig_vanaf = getal("Vanaf welk jaar de norm van de gemeente geldt.", allow_null=True, source="norm_from")


class Invoer(serializers.Serializer):
    """Alles waarop beoordeeld is, zoals het bij het stoplicht bewaard is."""

    realisatie = Gemeten(source="*", help_text="Het cijfer.")
    streefwaarde = Nagestreefd(source="*", help_text="De streefwaarde.")
    norm = Norm(source="*", help_text="De norm.")
    richting = keuze(Richting, "Wat beter is.", source="direction")
    zelfde_reeks = ja_nee("Of cijfer en streefwaarde op dezelfde manier gemeten zijn.", source="same_reeks")
    ander_meetjaar = ja_nee("Of het cijfer uit een ander jaar is en niemand zei dat het telt.", source="year_doubtful")


class Afspraak(serializers.Serializer):
    """Een afwijking die afgesproken is; de kleur blijft."""

    reden = tekst("Waarom.", source="reason")
    tot_en_met = serializers.DateField(source="until", read_only=True, help_text="De laatste dag.")


class Status(serializers.Serializer):
    """Het stoplicht van een effectindicator in een jaar, volgens de vastgestelde cijfers, met waarom."""

    url = Adres("Het adres hiervan.", source="*")
    sleutel = Sleutel()
    effectindicator = Adres("De effectindicator.", source="indicator")
    code = tekst("De code van de effectindicator van nu.", source="indicator.code")
    jaar = getal("Het jaar.", source="year")
    stoplicht = keuze(Stoplicht, "De kleur; grijs is geen oordeel.")
    reden = keuze(Reden, "Waarom deze kleur, als code.", source="reason")
    uitleg = tekst("Waarom deze kleur, in een zin.", source="why.sentence")
    opmerkingen = serializers.ListField(
        child=serializers.CharField(), source="why.remarks", read_only=True, help_text="Wat een lezer nog moet weten."
    )
    binnen_foutmarge = ja_nee("Of het verschil toeval kan zijn, gezien de steekproef.", source="within_error")
    trend = OfNiets(Trend, "Vergeleken met het vorige gemeten jaar; null als dat er niet is.")
    invoer = Invoer(source="*", help_text="Waarop beoordeeld is.")
    afgesproken_afwijking = Afspraak(source="agreed", allow_null=True, help_text="Wat erover afgesproken is, nu.")
    regelversie = getal("De versie van de regel die oordeelde.", source="rule_version")
    berekend_op = serializers.DateTimeField(source="computed_at", read_only=True, help_text="Wanneer beoordeeld.")
    wordt_bijgewerkt = ja_nee(
        "Of er al nieuwere cijfers zijn: binnen een minuut is er een nieuw oordeel.", source="is_stale"
    )
