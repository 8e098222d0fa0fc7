"""A way through everything the application does that writes, for a database role that may do no more than it has to.

Run as a program, by test_database_roles: fill, enter, adopt, publish, load, take back, read; it says each that was done.
"""

import os
from collections.abc import Iterator
from io import StringIO

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leidenmo.settings")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - Django has to be set up first
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from indicators import recalculation, revision  # noqa: E402
from indicators.adoption import adopt  # noqa: E402
from indicators.choices import LadingStaat, Staat  # noqa: E402
from indicators.entry import token  # noqa: E402
from indicators.models import Effectindicator, IndicatorStatus, Lading, Realisatie  # noqa: E402
from indicators.publishing.chain import fingerprint, make_ready, publish, verify  # noqa: E402
from indicators.publishing.content import content  # noqa: E402
from leidenmo.celery import app  # noqa: E402
from programmes.models import Document, Publicatie  # noqa: E402
from tests.factories import TOTP, TOTP_SECRET  # noqa: E402

FILE = b"\tRealisatie\t\nEffectindicator\t2018\n%s\t41%%\n"


def way() -> Iterator[str]:
    """Do everything, and yield what was done."""
    app.conf.task_always_eager = True
    setup_test_environment()  # what a page was made of is looked at
    call_command("prepare", stdout=StringIO())
    yield f"{Publicatie.objects.count()} gepubliceerd bij het klaarzetten"
    people = {user.username: user for user in get_user_model().objects.all()}
    for name in ("controller", "controller-2", "beheerder"):
        TOTP.activate(people[name], TOTP_SECRET)
    browsers = {name: Client(raise_request_exception=True) for name in people}
    for name, browser in browsers.items():
        browser.force_login(people[name])

    indicator = Effectindicator.objects.get(slug="9a1-a")
    typed = {"indicator": indicator.slug, "jaar": "2019", "waarde": "5,9", "actie": "indienen"}
    assert browsers["medewerker-9a"].post("/invoer/cijfer/", typed).status_code == 302
    handed_in = Realisatie.objects.filter(state=Staat.INGEDIEND)
    yield f"{handed_in.count()} ingediend"
    seen = [token(figure) for figure in handed_in]
    yield f"{len(adopt(handed_in, user=people['controller'], seen=seen).done)} vastgesteld"

    document = Document.objects.get(kind="jaarstukken", year=2017)
    shown = fingerprint(content(document))
    as_what = {"kind": "rectificatie", "reason": "Een cijfer klopte niet"}
    make_ready(document, user=people["controller"], seen=shown, **as_what)
    publish(document, user=people["controller-2"], seen=shown)
    assert not [problem for _, problem in verify() if problem]
    yield f"{document.publicaties.exclude(successor=None).count()} vervangen door een rectificatie"

    name = f"{indicator.code} {indicator.name}".encode()
    sent = {"bestand": SimpleUploadedFile("bladzijde.txt", FILE % name), "document": "begroting 2020"}
    browsers["beheerder"].post("/laden/", sent)
    lading = Lading.objects.get()
    page = browsers["beheerder"].get(f"/laden/{lading.pk}/")
    verschil = page.context["verschil"]
    answers = {f"{vraag.id}-keuze": "niet laden" for vraag in verschil.open}
    browsers["beheerder"].post(f"/laden/{lading.pk}/", {"actie": "antwoorden", **answers})
    seen_now = browsers["beheerder"].get(f"/laden/{lading.pk}/").context["verschil"].fingerprint
    browsers["beheerder"].post(f"/laden/{lading.pk}/", {"actie": "laden", "gezien": seen_now})
    lading.refresh_from_db()
    assert lading.state == LadingStaat.GELADEN, (lading.state, lading.error)
    yield "geladen"
    browsers["beheerder"].post(f"/laden/{lading.pk}/", {"actie": "ongedaan"})
    lading.refresh_from_db()
    assert lading.state == LadingStaat.ONGEDAAN, (lading.state, lading.error)
    yield "teruggenomen"

    IndicatorStatus.objects.filter(indicator=indicator).delete()
    assert recalculation.recalculate().changed
    revision.tidy()
    addresses = ("/", "/effectindicator/9a1-a/", "/api/v1/effectindicatoren", "/publicaties/", "/data/catalog.jsonld")
    for address in addresses:
        assert Client().get(address).status_code == 200, address
    assert Client().get("/?als=xlsx&tabel=stoplichten").status_code in (200, 404)
    yield f"{len(addresses)} bladzijden gelezen"


if __name__ == "__main__":
    for done in way():
        print(done, flush=True)  # noqa: T201 - who started it reads this
