"""What moved between two publications: indicators, targets, figures, colours. A pure function on two contents.

The contents are those of `publishing.content`: plain JSON values. Nothing is judged here: two stored judgements are
laid side by side, and the inputs that differ say why the colours do.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from indicators.publishing.content import GELDT, GESTELD
from indicators.publishing.words import Entry, figure_in_words, target_in_words
from programmes.choices import Stoplicht

# By which of its inputs a colour changed; the names are those of `inputs.Invoer`.
CAUSES = {
    "het cijfer": ("value", "value_reason", "measured_year", "year_doubtful", "reeks"),
    "de streefwaarde": ("target", "lower", "upper", "strict", "target_reason", "target_reeks"),
    "de norm": ("margin", "margin_kind", "margin_source"),
    "de richting": ("direction",),
    "de rekenregel": ("rule_version",),
}


@dataclass(frozen=True)
class Wijziging:
    """One thing that moved, as a sentence; `kind` says which of the lists below it belongs in."""

    kind: str
    sentence: str


@dataclass
class Indicatorverschil:
    """What moved of one indicator, and how it is called in the later content (or else the earlier)."""

    slug: str
    label: str
    changes: list[Wijziging]
    colours: tuple[str, str] | None = None  # before and after, of the year both look at


@dataclass
class Terreinverschil:
    """What moved in one beleidsterrein."""

    slug: str
    label: str
    indicators: list[Indicatorverschil] = field(default_factory=list)
    not_shown: tuple[str, int] | None = None  # which of the two leaves it out, and how many indicators the other has


KINDS = {
    "bij": "Indicator erbij",
    "vervallen": "Indicator vervallen",
    "naam": "Code of naam gewijzigd",
    "streefwaarde": "Streefwaarde verplaatst",
    "cijfer": "Cijfer herzien",
    "kleur": "Kleur veranderd",
}


@dataclass
class Verschil:
    """All that moved between two contents, by beleidsterrein in the order of the tree."""

    terreinen: list[Terreinverschil]
    without_indicators: tuple[bool, bool]  # whether the earlier, the later content shows any at all

    @property
    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind, by its name in Dutch."""
        return count_kinds(indicator for terrein in self.terreinen for indicator in terrein.indicators)


def count_kinds(indicators: Iterable[Indicatorverschil]) -> dict[str, int]:
    """Return how many changes of each kind these indicators had, by its name in Dutch."""
    changes = [change.kind for indicator in indicators for change in indicator.changes]
    return {label: changes.count(kind) for kind, label in KINDS.items() if kind in changes}


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> Verschil:
    """Return what moved from `before` to `after`."""
    old = {entry["slug"]: entry for entry in before["effectindicatoren"]}
    new = {entry["slug"]: entry for entry in after["effectindicatoren"]}
    names = {t["slug"]: _label(t) for content in (before, after) for t in content["beleidsterreinen"]}
    terreinen = {slug: Terreinverschil(slug, name) for slug, name in names.items()}
    verschil = Verschil([], (not old, not new))
    if not (old and new):
        return verschil
    for slug in dict.fromkeys([*new, *old]):
        one = _one(slug, old.get(slug), new.get(slug), (before, after), terreinen)
        if one.changes:
            terreinen[(new.get(slug) or old[slug])["beleidsterrein"]].indicators.append(one)
    verschil.terreinen = sorted((t for t in terreinen.values() if t.indicators or t.not_shown), key=lambda t: t.label)
    return verschil


def _one(
    slug: str,
    old: Entry | None,
    new: Entry | None,
    contents: tuple[Mapping[str, Any], Mapping[str, Any]],
    terreinen: dict[str, Terreinverschil],
) -> Indicatorverschil:
    """Return what moved of one indicator that is in at least one of the two."""
    before, after = contents
    if old and new:
        changes = [*_renamed(old, new), *_moved_targets(old, new), *_restated(old, new), *_recoloured(old, new)]
        return Indicatorverschil(slug, _label(new), changes, _colours(old, new))
    entry, other = (new, before) if new else (old or {}, after)
    terrein = entry["beleidsterrein"]
    if terrein not in {t["slug"] for t in other["beleidsterreinen"] if t["printed"]}:
        # A document that leaves out a whole beleidsterrein does not say of its indicators that they came or lapsed.
        _, number = terreinen[terrein].not_shown or ("", 0)
        terreinen[terrein].not_shown = (_title(other), number + 1)
        return Indicatorverschil(slug, _label(entry), [])
    kind, verb = ("bij", "Stond") if new else ("vervallen", "Staat")
    return Indicatorverschil(slug, _label(entry), [Wijziging(kind, f"{verb} niet in {_title(other)}.")])


def _title(content: Mapping[str, Any]) -> str:
    """Return how a content is called in a sentence."""
    return str(content["document"]["title"]) if content["document"] else "de stand van nu"


def _label(entry: Entry) -> str:
    """Return code and name."""
    return f"{entry['code']} {entry['name']}".strip()


def _renamed(old: Entry, new: Entry) -> Iterator[Wijziging]:
    """Yield another code, and another name; a document that prints neither did not change them."""
    if not (old["printed"] and new["printed"]):
        return
    if old["code"] != new["code"]:
        yield Wijziging("naam", f"De code was {old['code'] or 'er niet'}, nu {new['code'] or 'geen'}.")
    if _words(old["name"]) != _words(new["name"]):
        yield Wijziging("naam", f"Heette “{old['name']}”.")


def _words(name: str) -> str:
    """Return a name without what only a printer sees: kinds of quotes and spaces."""
    return re.sub(r"\s+", " ", re.sub("[‘’'“”\"]", "'", name))


# --- Targets


def _targets(entry: Entry) -> dict[int, Entry]:
    """Return the targets that the content sets or that apply in it, by year."""
    return {t["year"]: t for t in entry["streefwaarden"] if t["role"] in (GESTELD, GELDT)}


def _aim(target: Entry) -> tuple[Any, ...]:
    """Return what is aimed at, to compare: the way of measuring, and the value, bounds or reason."""
    return tuple(target[part] for part in ("reeks", "value", "lower", "upper", "strict", "reason"))


def _in_figures(targets: Mapping[int, Entry]) -> dict[int, Entry]:
    """Keep the targets that aim at something in figures."""
    return {year: t for year, t in targets.items() if not t["reason"]}


def _moved_targets(old: Entry, new: Entry) -> Iterator[Wijziging]:
    """Yield the targets of a year that got another value, and the values that got another year."""
    before, after = _targets(old), _targets(new)
    for year in sorted(before.keys() & after.keys()):
        if _aim(before[year]) != _aim(after[year]):
            was, now = target_in_words(old, before[year]), target_in_words(new, after[year])
            yield Wijziging(
                "streefwaarde",
                f"Voor {year}: was {was} ({before[year]['document']}), nu {now} ({after[year]['document']})."
                + _because(after[year]),
            )
    shifts = list(_shifted(before, after))
    for first, then in shifts:
        when = "later" if then > first else "eerder"
        yield Wijziging(
            "streefwaarde",
            f"{target_in_words(old, before[first])} voor {first} ({before[first]['document']}) wordt "
            f"{target_in_words(new, after[then])} voor {then} ({after[then]['document']}): "
            f"{abs(then - first)} jaar {when}.{_because(after[then])}",
        )
    yield from _next_goal(old, new, {first for first, _ in shifts})


def _shifted(before: dict[int, Entry], after: dict[int, Entry]) -> Iterator[tuple[int, int]]:
    """Yield the years in which a value was and is first aimed at, where those differ.

    A later document starts later: that alone is no shift. It is one when the later document aims at something else in
    a year in which the value should have been there already (or the earlier one did, when the value came forward).
    """
    first_before, first_after = _first_years(before), _first_years(after)
    for aim, was in first_before.items():
        now = first_after.get(aim)
        if now is None or now == was:
            continue
        between = range(min(was, now), max(was, now))
        elsewhere = _in_figures(after if now > was else before)
        if any(year in elsewhere and _aim(elsewhere[year]) != aim for year in between):
            yield was, now


def _first_years(targets: dict[int, Entry]) -> dict[tuple[Any, ...], int]:
    """Return the first year of every value that is aimed at."""
    years: dict[tuple[Any, ...], int] = {}
    for year, target in sorted(_in_figures(targets).items()):
        years.setdefault(_aim(target), year)
    return years


def _next_goal(old: Entry, new: Entry, shifted: set[int]) -> Iterator[Wijziging]:
    """Yield the last goal of the earlier document and the first of the later, when those have no year in common."""
    before, after = _targets(old), _targets(new)
    goals, ahead = _in_figures(before), _in_figures(after)
    last = max(goals, default=None)
    if last is None or last in after or last in shifted:
        return
    following = min((year for year in ahead if year > last), default=None)
    if following is None or _aim(goals[last]) == _aim(ahead[following]):
        return
    was, now = goals[last], ahead[following]
    yield Wijziging(
        "streefwaarde",
        f"Was {target_in_words(old, was)} voor {last} ({was['document']}), nu {target_in_words(new, now)} "
        f"voor {following} ({now['document']}){_up_or_down(was, now)}." + _because(now),
    )


def _up_or_down(was: Entry, now: Entry) -> str:
    """Return whether a goal in one value went up or down; nothing for bounds or another way of measuring."""
    if was["value"] is None or now["value"] is None or was["reeks"] != now["reeks"]:
        return ""
    return ": hoger" if Decimal(now["value"]) > Decimal(was["value"]) else ": lager"


def _because(target: Entry) -> str:
    """Return why a target moved and who asked for it, where the document says so."""
    said = ", ".join(filter(None, (target["moved_because"].rstrip("."), target["moved_by"])))
    return f" Reden: {said}." if said else ""


# --- Figures


def _restated(old: Entry, new: Entry) -> Iterator[Wijziging]:
    """Yield the figures of one year and way of measuring that are not what they were."""
    before = {(f["reeks"], f["year"]): f for f in old["realisaties"]}
    for figure in new["realisaties"]:
        was = before.get((figure["reeks"], figure["year"]))
        if was and (was["value"], was["reason"]) != (figure["value"], figure["reason"]):
            yield Wijziging(
                "cijfer",
                f"Over {figure['year']}: was {figure_in_words(old, was)} ({_reported_in(was)}), "
                f"nu {figure_in_words(new, figure)} ({_reported_in(figure)}).",
            )


def _reported_in(figure: Entry) -> str:
    """Return the document that first reported a figure."""
    return figure["document"] or "nog in geen document"


# --- Colours


def _pair(old: Entry, new: Entry) -> list[tuple[Entry, Entry]]:
    """Return the stoplichten to lay side by side: of the years both have, else the last of each."""
    before = {light["year"]: light for light in old["stoplichten"]}
    after = {light["year"]: light for light in new["stoplichten"]}
    common = sorted(before.keys() & after.keys())
    if common:
        return [(before[year], after[year]) for year in common]
    return [(before[max(before)], after[max(after)])] if before and after else []


def _colours(old: Entry, new: Entry) -> tuple[str, str] | None:
    """Return the colours of the last year that is compared, when they differ."""
    pairs = _pair(old, new)
    if not pairs or pairs[-1][0]["stoplicht"] == pairs[-1][1]["stoplicht"]:
        return None
    return pairs[-1][0]["stoplicht"], pairs[-1][1]["stoplicht"]


def _recoloured(old: Entry, new: Entry) -> Iterator[Wijziging]:
    """Yield the years whose colour is another, with what made it so."""
    for was, now in _pair(old, new):
        if was["stoplicht"] != now["stoplicht"]:
            same_year = was["year"] == now["year"]
            when = f"Over {now['year']}" if same_year else f"Over {was['year']} en {now['year']}"
            colours = f"was {Stoplicht(was['stoplicht']).label.lower()}, nu {Stoplicht(now['stoplicht']).label.lower()}"
            yield Wijziging("kleur", f"{when}: {colours}, door {in_a_row(causes(was, now))}.")


def causes(was: Entry, now: Entry) -> list[str]:
    """Return by which inputs two judgements differ, in Dutch: het cijfer, de streefwaarde, de norm …"""
    differing = [cause for cause, parts in CAUSES.items() if any(was[part] != now[part] for part in parts)]
    return differing or ["een oorzaak die niet bewaard is"]


def in_a_row(words: list[str]) -> str:
    """Return words as Dutch strings them: a, b en c."""
    return " en ".join(filter(None, (", ".join(words[:-1]), words[-1])))
