"""The dashboard over Leiden's own publications: what moved between the last two, and the way to one."""

import pytest
from django.test import Client

from indicators import changes
from indicators.models import Effectindicator
from programmes.models import Publicatie
from tests.test_dashboard import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("leiden_published")]


def test_moved_targets_between_the_last_two_documents_are_told_with_a_way_to_all_of_it(client: Client) -> None:
    before, after = Publicatie.objects.order_by("-pk")[:2][::-1]

    page = text_of(client, "/")

    assert f"Van {before.document} naar {after.document}:" in page
    assert "streefwaarde verplaatst (3)" in page
    assert "Was 24% voor 2017 (Begroting 2017), nu 19% voor 2019 (Programmabegroting 2018): lager." in page
    assert f"?van={before.short_sha256}&amp;naar={after.short_sha256}" in page
    assert client.get(f"/vergelijken/?van={before.short_sha256}&naar={after.short_sha256}").status_code == 200


def test_what_moved_elsewhere_is_not_told_of_one_beleidsterrein() -> None:
    since = changes.between_last_documents({"9a"})

    assert since is not None
    of_9a = set(Effectindicator.objects.filter(doel__beleidsterrein__slug="9a").values_list("slug", flat=True))
    assert {indicator.slug for indicator in since.indicators} <= of_9a
    assert since.counts


def test_choosing_a_publication_leads_to_it(client: Client) -> None:
    publication = Publicatie.objects.latest("pk")

    answer = client.get(f"/?jaar=2017&publicatie={publication.short_sha256}")

    assert answer.status_code == 302
    assert answer["Location"] == publication.get_absolute_url()
