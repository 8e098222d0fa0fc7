"""Names that stand in a table more than once, told apart by the titles of the groups they stand below."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from indicators.imports.published.figure_runs import Run, is_remark
from indicators.imports.published.headings import pieces
from indicators.imports.published.paragraphs import OF_FIGURES, Paragraph, is_no_name, kind_of
from indicators.imports.published.regions import about_of, region_of

# The groups in which municipalities tell what they are like.
KNOWN_GROUP = re.compile(
    r"(?:[A-Z]\.? )?(?:(?:sociale|fysieke|demografische|economische|financiële) structuur|voorzieningen|kerngegevens"
    r"|bevolking|personele gegevens|bestuurlijk|sociaal|fysiek|economisch|demografisch)",
    re.IGNORECASE,
)
LONGEST_TITLE = 60  # characters
BULLETS = ("•", "▪", "‣")
LISTED = re.compile(r"[1-9][0-9]?[.)] ")
MOST_TEXTS = 4  # a name, what it means, a unit and a bron
_PROGRAMMA = re.compile(r"programma (?:[0-9]{1,2}[.:]? )?[^\W\d_][^.]*", re.IGNORECASE)


def titles_rows(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether the title of a programma stands right above a row of the table: some texts, and two figures or more."""
    title = paragraphs[index].text
    if len(title) > LONGEST_TITLE or not _PROGRAMMA.fullmatch(title) or pieces(title):
        return False
    below = [paragraph.text for paragraph in paragraphs[index + 1 : index + MOST_TEXTS + 3]]
    texts = next((n for n, text in enumerate(below) if kind_of(text) != "text"), len(below))
    heads = any(pieces(text) for text in below[:texts])
    figures = [kind_of(text) in OF_FIGURES for text in below[texts : texts + 2]]
    return 0 < texts <= MOST_TEXTS and not heads and figures == [True, True]


def told_apart(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Return per row, of which the title above it and the name are given, both as one name; '' where that is not sure.

    Only for a name that comes again, below another title each time, and where each title stands above one group.
    """
    names = Counter(name.casefold() for _, name in rows)
    pairs = Counter((title.casefold(), name.casefold()) for title, name in rows)
    unsure = {name for (title, name), count in pairs.items() if count > 1 or not title}
    groups = [title for number, (title, _) in enumerate(rows) if not number or rows[number - 1][0] != title]
    again = {title for title, count in Counter(groups).items() if count > 1}
    unsure |= {name.casefold() for title, name in rows if title in again}
    return [
        f"{title}: {name}" if name and names[name.casefold()] > 1 and name.casefold() not in unsure else ""
        for title, name in rows
    ]


def below_names(names: Sequence[str], whole: Sequence[bool]) -> list[tuple[str, str]]:
    """Return of each row the name it stands below, for one behind a bullet that of the last whole row without, and its
    own: • % of all households, below Households. So for one of a list, where more than one begins with 1.
    """
    found: list[tuple[str, str]] = []
    parent = ""
    lists = begin_anew(names)
    for name, is_whole in zip(names, whole, strict=True):
        if name.startswith(BULLETS):
            found.append((parent, name[1:].strip()))
        elif lists and LISTED.match(name):
            found.append((parent, name))
        else:
            parent = name if is_whole else ""
            found.append(("", name))
    return found


def begin_anew(names: Iterable[str]) -> bool:
    """Whether more than one list of names is numbered from 1: each stands below a name."""
    return sum(name.startswith(("1. ", "1) ")) for name in names) > 1


def titles_above(runs: Sequence[Run], width: int) -> list[tuple[str, str]]:
    """Return of each run of figures the title it stands below, which stays until the next, and its name."""
    found: list[tuple[str, str]] = []
    title = ""
    names = [" ".join(run.texts[-1].text.split()) if run.texts else "" for run in runs]
    listed = below_names(names, [len(run.parts) == width for run in runs])
    for run, below in zip(runs, listed, strict=True):
        texts = [" ".join(cell.text.split()) for cell in run.texts]
        name = texts[-1] if texts else ""
        if name.startswith(BULLETS):
            # Below a name with figures, or a title without them.
            title = texts[-2] if len(texts) > 1 and is_title(texts[-2]) else title if len(texts) == 1 else ""
            found.append(below if len(texts) == 1 and below[0] else (title, below[1]))
            continue
        if len(texts) > 1:
            title = texts[-2] if is_title(texts[-2]) and not any(map(about_of, texts)) else ""
        found.append((title, name if not name[:1].islower() else ""))
    return found


def is_title(text: str) -> bool:
    """Whether a text may be the title of a group: no sentence, no head of a column, no region, no rest of a name."""
    return (
        0 < len(text) <= LONGEST_TITLE
        and not is_remark(text)
        and not is_no_name(text)
        and not pieces(text)
        and not region_of(text)
    )
