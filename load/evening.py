"""What the evening is played in: Leiden's size of budget, officers with figures to enter, two controllers, a document.

Run as a program it fills the empty database of the stack, and writes down for the players what is there.
"""

import json
import os
import secrets
from pathlib import Path
from typing import Any

OFFICERS = 20
YEAR = 2026  # the officers enter its figures; of the years before everything is there
FILE = "evening.json"  # in the folder of the stack, which nobody else reads


def fill() -> dict[str, Any]:
    """Fill an empty database; return what the players have to know."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - Django has to be set up first
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415
    from django.contrib.auth.models import Group  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from bench import data  # noqa: PLC0415
    from indicators import recalculation  # noqa: PLC0415
    from indicators.models import Effectindicator  # noqa: PLC0415
    from indicators.publishing.chain import publish_loaded  # noqa: PLC0415
    from indicators.roles import BELEIDSMEDEWERKER, CONTROLLER  # noqa: PLC0415
    from programmes.models import Beleidsterrein, Document, Programma  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    data.fill(data.SIZES["Leiden"])
    recalculation.recalculate()
    before, last = Document.objects.in_cycle_order().reverse()[:2][::-1]
    publish_loaded(before)

    password = secrets.token_urlsafe(24)
    hashed = make_password(password)  # one for all: hashing takes its time, on purpose
    groups = {BELEIDSMEDEWERKER: OFFICERS, CONTROLLER: 2}
    people = {group: [f"{group}-{n}@leiden.example" for n in range(number)] for group, number in groups.items()}
    for group, emails in people.items():
        for email in emails:
            user = get_user_model().objects.create(username=email, email=email, password=hashed)
            user.groups.add(Group.objects.get(name=group))
    for email, terrein in zip(people[BELEIDSMEDEWERKER], Beleidsterrein.objects.order_by("pk"), strict=False):
        terrein.owners.add(get_user_model().objects.get(email=email))
    return {
        "password": password,
        "officers": people[BELEIDSMEDEWERKER],
        "controllers": people[CONTROLLER],
        "document": last.pk,
        "publication": before.publicaties.get().sha256[:12],
        "programmas": list(Programma.objects.values_list("slug", flat=True)),
        "beleidsterreinen": list(Beleidsterrein.objects.values_list("slug", flat=True)),
        "effectindicatoren": list(Effectindicator.objects.values_list("slug", flat=True)),
    }


if __name__ == "__main__":
    import django

    django.setup()
    Path(os.environ["STACK_DIR"], FILE).write_text(json.dumps(fill()), encoding="utf-8")
