"""What the API says of each thing: the names are Dutch, in lower case with underscores, as in our publications."""

from typing import Any

from rest_framework import serializers

from indicators.api.fields import (
    Adres,
    Adressen,
    Documentverwijzing,
    Getal,
    OfNiets,
    Pagina,
    Sleutel,
    getal,
    ja_nee,
    keuze,
    tekst,
)
from indicators.choices import GeenCijfer, MargeSoort, Richting, Verwachting
from programmes.choices import BedragKind, DocumentKind, Orgaan, PublicatieKind, Stoplicht


class Onderdeel(serializers.Serializer):
    """What every part of the tree has."""

    url = Adres("Het adres hiervan.", source="*")
    sleutel = Sleutel()
    code = tekst("De code van nu; leeg als die er niet is. Codes kunnen veranderen, de sleutel niet.")
    naam = tekst("De naam van nu.", source="name")
    volgorde = getal("De plaats onder hetzelfde onderdeel.", source="order")


class Bedrag(serializers.Serializer):
    """Geld, zoals een vastgesteld document het noemt."""

    jaar = getal("Het jaar.", source="year")
    soort = keuze(BedragKind, "Lasten, baten, of een bedrag dat de bron geen van beide noemt.", source="kind")
    bedrag = Getal("In euro.", allow_null=False, source="value")
    afgerond_op = Getal("In euro; null als het bedrag exact is.", source="rounded_to")
    document = Documentverwijzing("Het document dat het noemt.", source="document_id")


class Programma(Onderdeel):
    """Een deel van de begroting waarvoor de raad geld beschikbaar stelt."""

    missie = tekst("De missie.")
    commissie = tekst("De raadscommissie.")
    portefeuille = tekst("De portefeuille(s).")
    bedragen = Bedrag(source="public_bedragen", many=True, help_text="Het geld.")
    pagina = Pagina()


class Partij(serializers.Serializer):
    """Een organisatie die aan een beleidsterrein bijdraagt."""

    naam = tekst("De naam.", source="name")
    bijdrage = tekst("Wat zij bijdraagt.", source="description")


class Beleidsterrein(Onderdeel):
    """Een deel van een programma met eigen doelen."""

    programma = Adres("Het programma.")
    bedragen = Bedrag(source="public_bedragen", many=True, help_text="Het geld.")
    verbonden_partijen = Partij(many=True, help_text="De verbonden partijen.")
    pagina = Pagina()


class Doel(Onderdeel):
    """Een maatschappelijk effect: wat willen we bereiken?"""

    beleidsterrein = Adres("Het beleidsterrein.")


class Voortgang(serializers.Serializer):
    """Wat een vastgesteld document van de voortgang meldt."""

    document = Documentverwijzing("Het document.", source="document_id")
    stoplicht = keuze(Stoplicht, "De slechtste kleur van de drie.")
    tijd = keuze(Stoplicht, "De kleur voor tijd.")
    geld = keuze(Stoplicht, "De kleur voor geld.")
    kwaliteit = keuze(Stoplicht, "De kleur voor kwaliteit.")
    toelichting = tekst("De toelichting.")
    oorzaak = tekst("De oorzaak.")
    gevolg = tekst("Het gevolg voor het doel.")
    bijsturing = tekst("De bijsturing.")


class Prestatie(Onderdeel):
    """Een inspanning voor een doel: wat gaan we daarvoor doen?"""

    doel = Adres("Het doel.")
    voortgang = Voortgang(source="public_voortgangen", many=True, help_text="De gemelde voortgang, per document.")
    bedragen = Bedrag(source="public_bedragen", many=True, help_text="Het geld.")


class Reeks(serializers.Serializer):
    """Een ononderbroken manier van meten. Een nieuwe manier is een nieuwe reeks: een trendbreuk."""

    vanaf = getal("Het eerste jaar.", source="valid_from")
    eenheid = tekst("De eenheid, bijvoorbeeld %; leeg als die er niet is.", source="unit")
    decimalen = getal("Hoeveel decimalen een bladzijde ten minste toont.", source="decimals")
    minimum = Getal("De laagst mogelijke waarde.")
    maximum = Getal("De hoogst mogelijke waarde.")
    bron = tekst("Waar de cijfers uit komen.", default="", source="bron.name")
    definitie = tekst("Wat er precies gemeten wordt.", source="definition")
    reden_trendbreuk = tekst("Waarom er vanaf dit jaar anders gemeten wordt.", source="break_reason")


class Vermelding(serializers.Serializer):
    """Hoe een vastgesteld document de indicator noemt."""

    document = Documentverwijzing("Het document.", source="document_id")
    code = tekst("De code die het drukt.")
    naam = tekst("De naam die het drukt.", source="name")
    voetnoot = tekst("De voetnoot.", source="note")


class Toelichting(serializers.Serializer):
    """Wat een vastgesteld document uitlegt."""

    document = Documentverwijzing("Het document.", source="document_id")
    oorzaak = tekst("De oorzaak.")
    gevolg = tekst("Het gevolg voor het doel.")
    bijsturing = tekst("De bijsturing.")


class Prognose(serializers.Serializer):
    """Wat een vastgestelde bestuursrapportage van de streefwaarde verwacht."""

    document = Documentverwijzing("Het document.", source="document_id")
    verwachting = keuze(Verwachting, "Wat er verwacht wordt.")
    toelichting = tekst("De toelichting.")


class Effectindicator(Onderdeel):
    """Meet of een doel bereikt wordt."""

    doel = Adres("Het doel.")
    beleidsterrein = Adres("Het beleidsterrein.", source="doel.beleidsterrein")
    programma = Adres("Het programma.", source="doel.beleidsterrein.programma")
    prestaties = Adressen("De prestaties die hem in beweging moeten brengen.")
    richting = keuze(Richting, "Wat beter is.", source="direction")
    marge = Getal("De eigen marge; null als de norm van de gemeente geldt.", source="margin")
    marge_soort = OfNiets(
        MargeSoort, "In de eenheid van de reeks, of in procent van de streefwaarde.", source="margin_kind"
    )
    is_bbv = ja_nee("Of elke gemeente hem moet melden.")
    reeksen = Reeks(many=True, help_text="Hoe er gemeten wordt, de eerste manier eerst.")
    vermeldingen = Vermelding(source="public_vermeldingen", many=True, help_text="Hoe documenten hem noemen.")
    toelichtingen = Toelichting(source="public_toelichtingen", many=True, help_text="Wat documenten erover uitleggen.")
    prognoses = Prognose(source="public_prognoses", many=True, help_text="Wat documenten ervan verwachten.")
    pagina = Pagina()


class OfEffect(serializers.Serializer):
    """What a figure and a target have in common."""

    url = Adres("Het adres hiervan.", source="*")
    sleutel = Sleutel()
    effectindicator = Adres("De effectindicator.", source="reeks.indicator")
    code = tekst("De code van de effectindicator van nu.", source="reeks.indicator.code")
    jaar = getal("Het jaar waar het over gaat.", source="year")
    reeks_vanaf = getal("De reeks: het eerste jaar ervan.", source="reeks.valid_from")
    eenheid = tekst("De eenheid van de reeks.", source="reeks.unit")


class Realisatie(OfEffect):
    """Een waarde die voor een jaar gemeten is, of de reden waarom die er niet is; één versie ervan."""

    waarde = Getal("De gemeten waarde; null als er een reden is.", source="value")
    reden = OfNiets(GeenCijfer, "Waarom er geen waarde is; null als die er is.", source="reason")
    meetjaar = getal("Het jaar waarin gemeten is.", source="measured_year")
    versie = getal("De hoeveelste versie; een correctie is een nieuwe versie.", source="version")
    geldt = ja_nee("Of dit de laatste vastgestelde versie is.", source="counts")
    voorlopig = ja_nee("Of het cijfer nog definitief moet worden.", source="provisional")
    respondenten = getal("Het aantal respondenten van de enquête.", allow_null=True, source="respondents")
    opmerking = tekst("De opmerking.", source="note")
    waarom_gewijzigd = tekst("Waarom een vastgesteld cijfer gecorrigeerd of ingetrokken is.", source="why")
    document = Documentverwijzing("Het document dat het als eerste meldde.", source="document_id")
    vastgesteld_op = serializers.DateTimeField(
        source="adopted_at", allow_null=True, read_only=True, help_text="Wanneer; null als dat onbekend is."
    )


class Streefwaarde(OfEffect):
    """Een waarde die voor een jaar nagestreefd wordt, zoals één vastgesteld document haar stelt."""

    waarde = Getal("De waarde; null bij een grens, een bandbreedte of een reden.", source="value")
    ten_minste = Getal("De ondergrens.", source="lower")
    ten_hoogste = Getal("De bovengrens.", source="upper")
    streng = ja_nee("Of de grens zelf niet meetelt.", source="strict")
    reden = OfNiets(GeenCijfer, "Waarom er geen streefwaarde in cijfers is; null als die er is.", source="reason")
    rol = serializers.ChoiceField(
        choices=("geldt", "geldt, in plaats van een eerdere", "oorspronkelijk", "vervangen"),
        source="role",
        read_only=True,
        help_text="Of zij geldt, de eerste was, of vervangen is.",
    )
    opmerking = tekst("De opmerking.", source="note")
    document = Documentverwijzing("Het document dat haar stelt.", allow_null=False, source="document_id")
    gelezen_in = Documentverwijzing("Het document waarin zij gelezen is, als dat een ander is.", source="quoted_in_id")
    verplaatst_omdat = tekst("Waarom een eerdere streefwaarde verplaatst is.", source="moved_because")
    verplaatst_door = tekst("De motie of het amendement.", source="moved_by")


class Document(serializers.Serializer):
    """Een P&C-document dat is vastgesteld of gepubliceerd."""

    url = Adres("Het adres hiervan.", source="*")
    sleutel = Sleutel()
    soort = keuze(DocumentKind, "De soort.", source="kind")
    jaar = getal("Het jaar, of het eerste jaar.", source="year")
    tot_en_met = getal("Het laatste jaar waar het over gaat.", allow_null=True, source="through_year")
    nummer = getal("De hoeveelste van deze soort in dit jaar.", source="number")
    titel = tekst("De titel.", source="__str__")
    vastgesteld = ja_nee("Of het is vastgesteld. Zo niet, dan is het alleen nog aangeboden.", source="adopted")
    vastgesteld_op = serializers.DateField(
        source="adopted_on", allow_null=True, read_only=True, help_text="Wanneer; null als dat onbekend is."
    )
    besluit = tekst("Het nummer van het besluit.", source="decision")
    besloten_door = OfNiets(Orgaan, "Wie besloot.", source="decided_by")
    publicaties = Adressen("De publicaties ervan, de eerste eerst.")


class Publicatie(serializers.Serializer):
    """Een document zoals het openbaar werd, bevroren."""

    url = Adres("Het adres hiervan.", source="*")
    sleutel = Sleutel()
    document = Documentverwijzing("Het document.", allow_null=False, source="document_id")
    soort = keuze(PublicatieKind, "Als wat het gepubliceerd is.", source="kind")
    reden = tekst("Waarom een rectificatie nodig was.", source="reason")
    gepubliceerd_op = serializers.DateTimeField(source="published_at", read_only=True, help_text="Wanneer.")
    sha256 = tekst("Het controlegetal van de inhoud.")
    vorige = Adres("De publicatie ervoor, in de keten.", allow_null=True, source="previous")
    vervangen_door = Adres("De latere publicatie van hetzelfde document.", allow_null=True, source="successor")
    inhoud = serializers.SerializerMethodField(help_text="De bytes waar het controlegetal van is: canonieke JSON.")
    pagina = Pagina()

    def get_inhoud(self, publication: Any) -> str:
        """Return where the content is."""
        return str(self.context["request"].build_absolute_uri(f"{publication.get_absolute_url()}json/"))
