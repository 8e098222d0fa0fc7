"""The form in which a beheerder says what every column of a table holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from indicators.imports.delivery import letters
from indicators.imports.spreadsheet.columns import DATED, VALUES, Indeling, Kolom, Kolomsoort, Kop, twice, year_in
from indicators.imports.spreadsheet.sheet import Cel
from programmes.years import FIRST_YEAR, LAST_YEAR

EXAMPLES, LONGEST = 3, 40  # of what a column holds: how many, and how many characters of each
CHOICES = [("", "kies"), *((s, s.label) for s in Kolomsoort if s != Kolomsoort.ONDUIDELIJK)]


class KolommenForm(forms.Form):
    """One choice for each column, and its year where it holds figures of one year; `below` shows what stands there."""

    def __init__(
        self,
        kop: Kop,
        guess: Mapping[int, Kolom],
        *args: Any,
        below: Sequence[Mapping[int, Cel]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kop, self.columns = kop, sorted({*kop.texts, *guess})
        for number in self.columns:
            kolom = guess.get(number) or Kolom(Kolomsoort.ONDUIDELIJK)
            known = kolom.soort != Kolomsoort.ONDUIDELIJK
            where = f"kolom {letters(number)}"
            shown = list(dict.fromkeys(cells[number].text[:LONGEST] for cells in below if number in cells))[:EXAMPLES]
            self.fields[f"soort-{number}"] = forms.ChoiceField(
                label=f"Wat bevat {where}?",
                choices=CHOICES,
                initial=kolom.soort.value if known else "",
                help_text=f"Eronder staat: {' · '.join(shown)}" if shown else "",
                error_messages={"required": f"Kies wat {where} bevat, of kies 'overslaan'."},
            )
            self.fields[f"jaar-{number}"] = forms.IntegerField(
                label=f"Jaar van {where}",
                required=False,
                min_value=FIRST_YEAR,
                max_value=LAST_YEAR,
                initial=kolom.year or year_in(kop.texts.get(number, "")),
            )

    def rows(self) -> list[dict[str, Any]]:
        """Return the columns with their letters, headings and fields, for the page."""
        return [
            {
                "letter": letters(number),
                "text": self.kop.texts.get(number, ""),
                "soort": self[f"soort-{number}"],
                "jaar": self[f"jaar-{number}"],
            }
            for number in self.columns
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a layout that leaves open of what, or of which year, a figure is."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        columns = {number: self._column(number, cleaned) for number in self.columns}
        indeling = Indeling(columns)
        soorten = {kolom.soort for kolom in columns.values()}
        if not soorten & {Kolomsoort.CODE, Kolomsoort.NAAM}:
            raise ValidationError("Kies een kolom met de code of de naam van de effectindicator.")
        if not soorten & (VALUES - {Kolomsoort.BENCHMARK}):
            raise ValidationError("Kies een kolom met cijfers, of kies deze tabel niet te lezen.")
        for number in indeling.unclear():
            self.add_error(
                f"jaar-{number}" if columns[number].soort in DATED else f"soort-{number}",
                f"Zeg van welk jaar kolom {letters(number)} is, of kies een kolom met het jaar"
                + (" en een kolom met het soort cijfer." if columns[number].soort == Kolomsoort.WAARDE else "."),
            )
        for one, other in twice(columns):
            self.add_error(
                f"soort-{other}", f"Kolom {letters(other)} bevat hetzelfde als kolom {letters(one)}. Kies er één."
            )
        cleaned["indeling"] = indeling
        return cleaned

    def _column(self, number: int, cleaned: Mapping[str, Any]) -> Kolom:
        """Return a column as it was said; its year follows the heading when that names the same."""
        soort = Kolomsoort(cleaned[f"soort-{number}"])
        if soort not in DATED:
            return Kolom(soort)
        text, year = self.kop.texts.get(number, ""), cleaned[f"jaar-{number}"]
        region = text if soort == Kolomsoort.BENCHMARK else ""
        return Kolom(soort, year, region=region, follows=year == year_in(text))
