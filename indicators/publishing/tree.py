"""The tree in a publication: the codes, names and places as one document printed them, or as they are now."""

from dataclasses import dataclass, field
from typing import Any

from indicators.in_the_making import readable
from indicators.models import Effectindicator, IndicatorVermelding
from indicators.printed import printed_indicators
from programmes.models import Beleidsterrein, Document, Doel, Prestatie, Programma, Vermelding, Voortgang


@dataclass
class Boom:
    """The parts by level, in the order of the document, each naming by its slug what it stands under."""

    programmas: dict[str, dict[str, Any]] = field(default_factory=dict)
    beleidsterreinen: dict[str, dict[str, Any]] = field(default_factory=dict)
    doelen: dict[str, dict[str, Any]] = field(default_factory=dict)
    prestaties: dict[str, dict[str, Any]] = field(default_factory=dict)
    indicators: dict[int, dict[str, Any]] = field(default_factory=dict)  # by key, without what was measured

    def as_lists(self) -> dict[str, list[dict[str, Any]]]:
        """Return the levels above the indicators."""
        levels = ("programmas", "beleidsterreinen", "doelen", "prestaties")
        return {level: list(getattr(self, level).values()) for level in levels}

    def add_programma(self, node: Programma, printed: Any, was_printed: bool = True) -> None:
        """Add a programma by what is printed of it; one that is there already stays as it is."""
        about = {"missie": node.missie, "commissie": node.commissie, "portefeuille": node.portefeuille}
        self.programmas.setdefault(node.slug, {**_label(node, printed, was_printed), **about})

    def add_beleidsterrein(self, node: Beleidsterrein, printed: Any, was_printed: bool = True) -> None:
        """Add a beleidsterrein, and the programma it belongs to when that was not printed."""
        self.add_programma(node.programma, node.programma, was_printed=False)
        self.beleidsterreinen.setdefault(
            node.slug, {**_label(node, printed, was_printed), "programma": node.programma.slug}
        )

    def add_doel(self, node: Doel, printed: Any, terrein: Beleidsterrein) -> None:
        """Add a doel under its beleidsterrein."""
        self.add_beleidsterrein(terrein, terrein, was_printed=False)
        self.doelen[node.slug] = {**_label(node, printed), "beleidsterrein": terrein.slug}

    def add_prestatie(
        self, node: Prestatie, printed: Any, doel: Doel | None, terrein: Beleidsterrein, said: Voortgang | None
    ) -> None:
        """Add a prestatie under its doel, or on its own in its beleidsterrein, with its reported progress."""
        self.add_beleidsterrein(terrein, terrein, was_printed=False)
        self.prestaties[node.slug] = {
            **_label(node, printed),
            "beleidsterrein": terrein.slug,
            "doel": doel.slug if doel else "",
            "voortgang": _voortgang(said) if said else None,
        }

    def add_indicator(
        self, node: Effectindicator, printed: Any, doel: Doel | None, terrein: Beleidsterrein, was_printed: bool = True
    ) -> None:
        """Add an indicator under its doel, or on its own in its beleidsterrein."""
        self.add_beleidsterrein(terrein, terrein, was_printed=False)
        self.indicators[node.pk] = {
            **_label(node, printed, was_printed),
            "beleidsterrein": terrein.slug,
            "doel": doel.slug if doel else "",
            "direction": node.direction,
            "is_bbv": node.is_bbv,
        }


def printed_tree(document: Document) -> Boom:
    """Return what `document` printed, with the indicators that belong to it; what it left out is named as it is now."""
    boom = Boom()
    place = ("programma", "beleidsterrein__programma", "doel__beleidsterrein__programma")
    vermeldingen = list(
        Vermelding.objects.filter(document=document)
        .select_related(*place, "prestatie__doel__beleidsterrein__programma")
        .order_by("order", "pk")
    )
    by_key = {vermelding.pk: vermelding for vermelding in vermeldingen}
    reported = {v.prestatie_id: v for v in Voortgang.objects.filter(document=document)}
    # From the top down: who is printed is not to be taken for left out by what stands under it.
    for level in ("programma", "beleidsterrein", "doel", "prestatie"):
        for vermelding in vermeldingen:
            if vermelding.level == level:
                _add_printed(boom, vermelding, by_key, reported)
    of_indicators = {printed.indicator_id: printed for printed in IndicatorVermelding.objects.filter(document=document)}
    indicators = printed_indicators(document).select_related("doel__beleidsterrein__programma").in_tree_order()
    for indicator in sorted(indicators, key=lambda i: _place(of_indicators.get(i.pk))):
        printed = of_indicators.get(indicator.pk)
        if printed is None:
            boom.add_indicator(indicator, indicator, indicator.doel, indicator.doel.beleidsterrein, was_printed=False)
            continue
        above = by_key.get(printed.parent_id or 0)
        doel = above.doel if above else None
        terrein = _terrein(above, by_key) or indicator.doel.beleidsterrein
        boom.add_indicator(indicator, printed, doel, terrein)
    return boom


def _place(printed: IndicatorVermelding | None) -> tuple[int, int]:
    """Sort key: the place in the document; what it does not print keeps the order of the tree."""
    return (printed.order, printed.pk) if printed else (0, 0)


def current_tree() -> Boom:
    """Return the tree as it is now, with every indicator, as anybody may know it."""
    boom = Boom()
    for programma in readable(Programma.objects.all()):
        boom.add_programma(programma, programma)
    terreinen = readable(Beleidsterrein.objects.select_related("programma"))
    for terrein in terreinen.order_by("programma__order", "order", "code"):
        boom.add_beleidsterrein(terrein, terrein)
    for doel in readable(Doel.objects.select_related("beleidsterrein__programma")):
        boom.add_doel(doel, doel, doel.beleidsterrein)
    for prestatie in readable(Prestatie.objects.select_related("doel__beleidsterrein__programma")):
        boom.add_prestatie(prestatie, prestatie, prestatie.doel, prestatie.doel.beleidsterrein, None)
    indicators = readable(Effectindicator.objects.select_related("doel__beleidsterrein__programma"))
    for indicator in indicators.in_tree_order():
        boom.add_indicator(indicator, indicator, indicator.doel, indicator.doel.beleidsterrein)
    return boom


def _add_printed(
    boom: Boom, vermelding: Vermelding, by_key: dict[int, Vermelding], reported: dict[int, Voortgang]
) -> None:
    """Add what one vermelding is about, under what the document put it."""
    above = by_key.get(vermelding.parent_id or 0)
    if vermelding.programma:
        boom.add_programma(vermelding.programma, vermelding)
    elif vermelding.beleidsterrein:
        boom.add_beleidsterrein(vermelding.beleidsterrein, vermelding)
    elif vermelding.doel:
        boom.add_doel(vermelding.doel, vermelding, _terrein(above, by_key) or vermelding.doel.beleidsterrein)
    elif vermelding.prestatie:
        doel = above.doel if above else None
        terrein = _terrein(above, by_key) or vermelding.prestatie.doel.beleidsterrein
        boom.add_prestatie(vermelding.prestatie, vermelding, doel, terrein, reported.get(vermelding.prestatie_id or 0))


def _terrein(vermelding: Vermelding | None, by_key: dict[int, Vermelding]) -> Beleidsterrein | None:
    """Return the beleidsterrein under which the document put something; None when it named none."""
    if vermelding is None:
        return None
    if vermelding.beleidsterrein:
        return vermelding.beleidsterrein
    above = _terrein(by_key.get(vermelding.parent_id or 0), by_key)
    return above or (vermelding.doel.beleidsterrein if vermelding.doel else None)


def _label(node: Any, printed: Any, was_printed: bool = True) -> dict[str, Any]:
    """Return what names a part: its key, and the code, name and note as printed."""
    note = getattr(printed, "note", "")
    return {"slug": node.slug, "code": printed.code, "name": printed.name, "note": note, "printed": was_printed}


def _voortgang(said: Voortgang) -> dict[str, str]:
    """Return the progress that a document reports of a prestatie."""
    aspects = ("tijd", "geld", "kwaliteit", "toelichting", "oorzaak", "gevolg", "bijsturing")
    return {"stoplicht": str(said.stoplicht), **{aspect: getattr(said, aspect) for aspect in aspects}}
