"""Reads the forms of a page as a browser does, so that what is posted is what the page would post."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """One form of a page: where it goes, its fields in order, and the buttons by name and value."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: set[tuple[str, str]] = field(default_factory=set)


class _Reader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside: Form | None = None
        self.text_of = ""  # the name of the textarea that is being read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field of the one it stands in."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = Form(said.get("action", ""))
            self.forms.append(self.inside)
        name = said.get("name", "")
        if self.inside is None or not name:
            return
        if tag == "button":
            self.inside.buttons.add((name, said.get("value", "")))
        elif tag == "textarea":
            self.inside.fields[name], self.text_of = "", name
        elif tag == "input" and (said.get("type") not in ("checkbox", "radio") or "checked" in said):
            self.inside.fields[name] = said.get("value", "")

    def handle_data(self, text: str) -> None:
        """Note what stands in a textarea."""
        if self.inside and self.text_of:
            self.inside.fields[self.text_of] += text

    def handle_endtag(self, tag: str) -> None:
        """Leave the form, or the textarea."""
        if tag == "form":
            self.inside = None
        elif tag == "textarea":
            self.text_of = ""


def form_with(page: str, *, field: str = "", button: tuple[str, str] | None = None) -> Form:
    """Return the first form of `page` that has this field and this button; raise LookupError when there is none."""
    reader = _Reader()
    reader.feed(page)
    for form in reader.forms:
        if (not field or field in form.fields) and (button is None or button in form.buttons):
            return form
    raise LookupError(f"no form with {field or button}: {page[:200]}")
