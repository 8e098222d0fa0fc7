"""The design system on our pages: whose theme it is, and the classes of form controls.

`THEME_CSS` names a municipality's own theme: a file below `static/` ("thema/utrecht.css"), or an address of this same
server that begins with a slash. A theme of the NL Design System sets its tokens on `:root`, or on a class that is
called after it: of `utrecht.css` that is `utrecht-theme`, which the page then gets.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.templatetags.static import static


@dataclass(frozen=True)
class Theme:
    """A municipality's own theme; without one both are empty, and the neutral theme is all there is."""

    address: str = ""
    name: str = ""


def theme_of(setting: str) -> Theme:
    """Return the theme that `THEME_CSS` names."""
    if not setting:
        return Theme()
    return Theme(setting if setting.startswith("/") else static(setting), PurePosixPath(setting).stem)


# The class of the design system by what Django calls the control.
TEXTBOX = "utrecht-textbox utrecht-textbox--html-input"
CONTROLS = {
    **dict.fromkeys(("text", "email", "password", "number", "search", "date", "url", "tel", "file"), TEXTBOX),
    "checkbox": "utrecht-checkbox utrecht-checkbox--html-input",
    "radio": "utrecht-radio-button utrecht-radio-button--html-input",
    "select": "utrecht-select utrecht-select--html-select",
    "textarea": "utrecht-textarea utrecht-textarea--html-textarea",
}
TEMPLATES = {f"django/forms/widgets/{kind}.html": kind for kind in ("select", "textarea")}  # which have no type


class FormRenderer(DjangoTemplates):
    """Gives every form control the class of its component, wherever it is shown."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Return the control as HTML."""
        if "widget" in context:
            add_class(context["widget"], template_name)
        return super().render(template_name, context, request)


def add_class(widget: dict[str, Any], template_name: str) -> None:
    """Put the class of its component on a control as Django is about to write it, and on each choice of a group."""
    kind = widget.get("type") or TEMPLATES.get(template_name, "")
    if kind in CONTROLS:
        ours = widget["attrs"].get("class", "")
        widget["attrs"] = {**widget["attrs"], "class": f"{CONTROLS[kind]} {ours}".strip()}
    for _, choices, _ in widget.get("optgroups", []):
        for choice in choices:
            if choice["type"] != "select":  # an option of a select has no look of its own
                add_class(choice, template_name)


def on_every_page(_request: HttpRequest) -> dict[str, Any]:
    """Return what every template may say of the site: its theme, and where questions go."""
    return {"theme": theme_of(settings.THEME_CSS), "contact_email": settings.CONTACT_EMAIL}
