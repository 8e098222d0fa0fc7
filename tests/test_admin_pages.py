"""Every list and every form of the Django admin opens on Leiden's budget."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("leiden")]

OURS = [model for model in admin.site._registry if model._meta.app_label in ("programmes", "indicators")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_every_list_and_form_opens_for_the_administrator(client: Client, administrator: Any, model: Any) -> None:
    client.force_login(administrator)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"

    assert client.get(reverse(f"{name}_changelist")).status_code == 200
    first = model.objects.first()
    if first:
        assert client.get(reverse(f"{name}_change", args=[first.pk])).status_code == 200
