"""Every form of every page, as each role is shown it, filled with what nobody types by accident.

The forms are found in the pages, and the pages in the URL configuration (test_roles.PAGES): a form that is added is
played too. Whatever is sent, the answer is no error of ours, shows no markup of theirs, and reaches nothing of another.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.test_roles import (
    PAGES,
    ROLES,
    SEES,
    World,
    client_of,
    fingerprint,
    seen_in,
    world,  # noqa: F401 - the fixture
)

pytestmark = pytest.mark.django_db

MARKUP = "<script>alert(9)</script>"
HOSTILE = (
    MARKUP,
    "\"><img src=x onerror=alert(9)>'",
    "'; DROP TABLE programmes_programma; --",
    "nul\x00teken \ud7ff\u202e\ufeff",
    "9" * 60_000,
    "-1",
    "999999999999999999999999",
    "../../etc/passwd",
    "{{ 7|add:7 }} {% debug %}",
    '=HYPERLINK("http://x")\r\nSet-Cookie: a=b',
    "NaN",
    "1e400",
)
REFLECTED = (MARKUP, "<img src=x onerror", "Traceback (most recent call last)")
WHOLE = os.environ.get("FUZZ_COUNTED", "")  # `make fuzz`: everything in every field, and the counts to this file
LEFT_ALONE = ("/uitloggen/",)  # ends the session of the one who plays


@dataclass
class Formulier:
    """A form of a page: where it is sent, how, and what it holds before anybody types."""

    page: str
    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    @property
    def kind(self) -> tuple[str, str, tuple[str, ...]]:
        """The same for the same form about another thing."""
        names = {re.sub(r"\d+", "0", name) for name, _ in self.fields}
        return re.sub(r"\d+", "0", self.action.partition("?")[0]), self.method, tuple(sorted(names))


class Forms(HTMLParser):
    """Finds the forms of a page, and fields beside a form that name it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found, self.named, self.open = (
            page,
            list[Formulier](),
            dict[str, Formulier](),
            list[Formulier](),
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what begins."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            form = Formulier(self.page, said.get("action") or self.page, said.get("method", "get").lower())
            self.found.append(form)
            self.open = [form]
            self.named[said.get("id", "")] = form
        elif tag in ("input", "select", "textarea", "button") and said.get("name"):
            owner = self.named.get(said.get("form", "")) or (self.open[0] if self.open else None)
            if owner and said["name"] != "csrfmiddlewaretoken":
                owner.fields.append((said["name"], said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        """Close the form that ends."""
        if tag == "form":
            self.open = []


FOUND: dict[tuple[int, str], list[Formulier]] = {}  # by world and role: reading all pages takes a while


def forms_of(role: str, here: World) -> list[Formulier]:
    """Return every kind of form that this role is shown, once."""
    if (id(here), role) not in FOUND:
        FOUND[id(here), role] = list(_forms_of(client_of(here, role), role, here))
    return FOUND[id(here), role]


def _forms_of(client: Client, role: str, here: World) -> Iterator[Formulier]:
    seen = set()
    for pages in PAGES.values():
        for page in pages:
            if page.answers[ROLES.index(role)] != 200 or "als=" in page.address:
                continue
            address = page.address.format(**seen_in(here))
            answer = client.get(address)
            if not answer["Content-Type"].startswith("text/html"):
                continue
            found = Forms(address)
            found.feed(answer.content.decode())
            for form in found.found:
                if form.kind not in seen and not form.action.startswith(LEFT_ALONE):
                    seen.add(form.kind)
                    yield form


def send(client: Client, form: Formulier, body: dict[str, Any]) -> HttpResponse:
    """Send it as a browser does."""
    sent: HttpResponse = (client.post if form.method == "post" else client.get)(form.action.partition("#")[0], body)
    return sent


def wrong_with(answer: HttpResponse, role: str, body: dict[str, Any]) -> str:
    """Return what is wrong with an answer to `body`; nothing when nothing is. To have back what one sent is right."""
    if answer.status_code >= 500:
        return f"answered {answer.status_code}"
    if not str(answer.get("Content-Type", "")).startswith("text/html"):
        return ""
    text = b"".join(answer).decode()  # type: ignore[arg-type]
    shown = [mark for mark in REFLECTED if mark in text]
    secrets = [secret for secret, people in SEES.items() if role not in people and secret not in str(body)]
    told = [secret for secret in secrets if secret in text]
    return f"shows {shown or told}" if shown or told else ""


def variants(form: Formulier) -> Iterator[dict[str, Any]]:
    """Yield bodies of this form: each kind of field with what is hostile, the others as they were."""
    plain = dict(form.fields)
    kinds: dict[str, str] = {}
    for name in plain:
        kinds.setdefault(re.sub(r"\d+", "0", name), name)
    for number, name in enumerate(kinds.values()):
        chosen = HOSTILE if WHOLE else (HOSTILE[number % len(HOSTILE)],)
        yield from ({**plain, name: hostile} for hostile in chosen)
        if WHOLE:
            yield {**plain, name: ["1", MARKUP, "2"]}
            yield {**plain, name: SimpleUploadedFile("cijfers.csv", MARKUP.encode())}
            yield {key: value for key, value in plain.items() if key != name}
            yield from ({**plain, name: forged} for forged in forged_of(plain[name]))
    yield {**plain, "id": "1", "pk": MARKUP, "state": "vastgesteld", "is_superuser": "on"}
    if form.method == "post":
        yield {**plain, "bijlage": "9" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}


def forged_of(value: str) -> Iterator[str]:
    """Yield what is another's where a field holds the key of something: the one before, the one after, the first."""
    if value.isascii() and value.isdigit():
        yield from {str(int(value) + 1), str(max(0, int(value) - 1)), "1"} - {value}


def told(answers: Counter[int]) -> str:
    """Return what became of what was sent."""
    words = {2: "getoond, met uitleg waar iets niet kan", 3: "verder gestuurd", 4: "geweigerd", 5: "gebroken"}
    kinds = Counter({kind: sum(n for status, n in answers.items() if status // 100 == kind) for kind in words})
    return ", ".join(f"{number} {words[kind]}" for kind, number in kinds.items() if number)


def count(line: str) -> None:
    """Tell `make fuzz` what was counted."""
    if WHOLE:
        with Path(WHOLE).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


@pytest.mark.parametrize("role", ROLES)
def test_no_form_breaks_reflects_or_tells_whatever_is_filled_in(world: World, role: str) -> None:  # noqa: F811
    client = client_of(world, role)
    client.raise_request_exception = False
    forms, answers, wrong = 0, Counter[int](), []
    for form in forms_of(role, world):
        forms += 1
        for body in variants(form):
            with transaction.atomic():
                answer = send(client, form, body)
                answers[answer.status_code] += 1
                if said := wrong_with(answer, role, body):
                    wrong.append((form.action, said, str(body)[:300]))
                transaction.set_rollback(True)

    count(
        f"vijandige velden, als {role} | {forms} formulieren, {answers.total()} verzendingen: {told(answers)} | {len(wrong)}"
    )
    assert forms
    assert wrong == []


@pytest.mark.parametrize("role", ROLES[1:])
def test_no_form_is_accepted_from_another_site_and_none_breaks_when_it_is_sent_twice(
    world: World,  # noqa: F811
    role: str,
) -> None:
    client = client_of(world, role)
    client.raise_request_exception = False
    elsewhere = Client(enforce_csrf_checks=True)
    elsewhere.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
    posted, answers, wrong = 0, Counter[int](), []
    for form in forms_of(role, world):
        if form.method != "post":
            continue
        posted += 1
        body = dict(form.fields)
        if elsewhere.post(form.action, body).status_code != 403:
            wrong.append((form.action, "accepted from elsewhere"))
        with transaction.atomic():
            for _ in range(2):
                answer = send(client, form, body)
                answers[answer.status_code] += 1
                if said := wrong_with(answer, role, body):
                    wrong.append((form.action, said))
            transaction.set_rollback(True)

    count(f"van een andere site, als {role} | {posted} verzendingen: alle geweigerd | {len(wrong)}")
    count(f"tweemaal verstuurd, als {role} | {answers.total()} verzendingen: {told(answers)} | {len(wrong)}")
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_form_of_another_role_changes_nothing(world: World, role: str) -> None:  # noqa: F811
    """A form that only others are shown, sent with all that it holds."""
    client = client_of(world, role)
    client.raise_request_exception = False
    own = {form.kind[0] for form in forms_of(role, world)}
    before, answers, wrong = fingerprint(), Counter[int](), []
    for other in ROLES:
        for form in forms_of(other, world):
            if form.method == "post" and form.kind[0] not in own:
                body = dict(form.fields)
                with transaction.atomic():
                    answer = send(client, form, body)
                    answers[answer.status_code] += 1
                    said = wrong_with(answer, role, body)
                    if said or fingerprint() != before:
                        wrong.append((form.action, said or "changed something"))
                    transaction.set_rollback(True)

    count(f"formulieren van een ander, als {role} | {answers.total()} verzendingen: {told(answers)} | {len(wrong)}")
    assert wrong == []
