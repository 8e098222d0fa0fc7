"""A figure about too few people that came in a file is kept from readers as one that was typed: on every address."""

from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.factories import make_user
from tests.test_onderdrukking import addresses, kinds_of_addresses, kinds_telling, telling, world_with


def test_no_address_and_no_file_tells_a_reader_what_a_file_brought(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, client: Client
) -> None:
    for world in world_with(10, django_db_blocker, loaded=True):
        assert len(addresses(world)) > 90
        assert telling(world, client) == []
        client.force_login(make_user("raadslid", "raadslid"))
        assert telling(world, client) == []


def test_they_do_tell_it_where_nothing_is_kept_back(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, client: Client
) -> None:
    for world in world_with(0, django_db_blocker, loaded=True):
        assert kinds_of_addresses(world) <= kinds_telling(world, client)
