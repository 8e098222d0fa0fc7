"""The design system on our pages: a municipality's own theme by one setting, and the classes of form controls."""

import re
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.test import Client

from leidenmo.theme import Theme, theme_of

pytestmark = pytest.mark.django_db


class EveryControl(forms.Form):
    """One field of each kind."""

    woord = forms.CharField()
    mail = forms.EmailField()
    dag = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "wide"}))
    uitleg = forms.CharField(widget=forms.Textarea)
    keuze = forms.ChoiceField(choices=[("a", "A")])
    een = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    meer = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    akkoord = forms.BooleanField()
    stil = forms.CharField(widget=forms.HiddenInput)


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("woord", "utrecht-textbox utrecht-textbox--html-input"),
        ("mail", "utrecht-textbox utrecht-textbox--html-input"),
        ("dag", "utrecht-textbox utrecht-textbox--html-input wide"),
        ("uitleg", "utrecht-textarea utrecht-textarea--html-textarea"),
        ("keuze", "utrecht-select utrecht-select--html-select"),
        ("een", "utrecht-radio-button utrecht-radio-button--html-input"),
        ("meer", "utrecht-checkbox utrecht-checkbox--html-input"),
        ("akkoord", "utrecht-checkbox utrecht-checkbox--html-input"),
    ],
)
def test_form_control_has_the_class_of_its_component(name: str, classes: str) -> None:
    written = re.findall(r"<(?:input|select|textarea)[^>]*>", str(EveryControl()[name]))

    assert len(written) == 1
    assert f'class="{classes}"' in written[0]


def test_hidden_control_has_no_class() -> None:
    assert "class=" not in str(EveryControl()["stil"])


def test_without_a_setting_the_neutral_theme_has_its_dark_side(client: Client) -> None:
    page = client.get("/privacy/").content.decode()

    assert "css/thema-donker" in page
    assert '-theme"' not in page


@pytest.mark.parametrize(
    ("setting", "theme"),
    [
        ("", Theme()),
        ("css/thema.css", Theme("/static/css/thema.css", "thema")),
        ("/eigen/utrecht.css", Theme("/eigen/utrecht.css", "utrecht")),
    ],
)
def test_setting_names_a_static_file_or_an_address_of_this_server(setting: str, theme: Theme) -> None:
    assert re.sub(r"\.[0-9a-f]{12}\.", ".", theme_of(setting).address) == theme.address
    assert theme_of(setting).name == theme.name


def test_own_theme_comes_after_ours_and_before_the_sheet_that_reads_it(client: Client, settings: Any) -> None:
    settings.THEME_CSS = "/eigen/utrecht.css"

    page = client.get("/privacy/").content.decode()

    sheets = [
        re.sub(r"\.[0-9a-f]{12}\.", ".", sheet) for sheet in re.findall(r'rel="stylesheet"\s+href="([^"]+)"', page)
    ]
    assert sheets[:4] == [
        "/static/vendor/utrecht.css",
        "/static/css/thema.css",
        "/eigen/utrecht.css",
        "/static/css/leidenmo.css",
    ]
    assert re.search(r'<html lang="nl"\s+class="[^"]* utrecht-theme"', page)
    assert "thema-donker" not in page


def test_security_policy_lets_no_style_in_from_elsewhere() -> None:
    assert [str(source) for source in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["style-src"]] == ["'self'"]
