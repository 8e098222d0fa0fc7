"""A person is invited by mail, chooses a password, and asks for a new one when it is lost."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from tests.accounts.conftest import PASSWORD, log_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db

NEW = "een-nieuw-wachtwoord"


def invite(client: Client, **fields: Any) -> Any:
    """Fill in the form for a new person."""
    group = Group.objects.get(name="raadslid").pk
    form = {"first_name": "Bo", "last_name": "de Vries", "email": "bo@leiden.example", "groups": [group], **fields}
    return client.post("/beheer/auth/user/add/", form)


def link_in(mail: Any) -> str:
    """Return the link of a mail, without the host."""
    found = re.search(r"https?://testserver(/wachtwoord-kiezen/\S+)", mail.body)
    assert found, mail.body
    return found[1]


def choose(client: Client, link: str, password: str = NEW) -> Any:
    """Follow the link and choose a password; return the last page."""
    page = client.get(link, follow=True)
    if not page.redirect_chain:
        return page
    form = {"password1": password, "password2": password}
    return client.post(page.redirect_chain[-1][0], form, follow=True)


def test_invited_person_chooses_a_password_and_logs_in(client: Client, administrator: Any, mailoutbox: Any) -> None:
    client.force_login(administrator)

    assert invite(client).status_code == 302

    (mail,) = mailoutbox
    assert mail.to == ["bo@leiden.example"]
    assert "Beste Bo de Vries" in mail.body
    person = User.objects.get(email="bo@leiden.example")
    assert not person.has_usable_password()
    choose(visitor := Client(), link_in(mail))
    assert log_in(visitor, person, NEW).url == "/"
    assert [group.name for group in person.groups.all()] == ["raadslid"]


def test_link_works_once_and_not_for_ever(client: Client, administrator: Any, mailoutbox: Any, settings: Any) -> None:
    client.force_login(administrator)
    invite(client)
    link = link_in(mailoutbox[0])
    choose(Client(), link)

    assert "werkt niet meer" in choose(Client(), link, "nog-een-ander-woord").content.decode()
    invite(client, email="la@leiden.example")
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "werkt niet meer" in choose(Client(), link_in(mailoutbox[-1])).content.decode()


def test_invitation_is_sent_again_to_who_never_came(client: Client, administrator: Any, mailoutbox: Any) -> None:
    client.force_login(administrator)
    invite(client)
    person = User.objects.get(email="bo@leiden.example")
    again = {"action": "send_invitation", "_selected_action": [person.pk]}

    client.post("/beheer/auth/user/", again)
    assert len(mailoutbox) == 2
    choose(Client(), link_in(mailoutbox[1]))
    sent = len(mailoutbox)
    page = client.post("/beheer/auth/user/", again, follow=True)

    assert len(mailoutbox) == sent
    assert "heeft al een manier om in te loggen" in page.content.decode()


def test_taken_address_is_refused_however_it_is_written(client: Client, administrator: Any) -> None:
    make_user("bo")
    client.force_login(administrator)

    page = invite(client, email="BO@leiden.example")

    assert "al van iemand anders" in page.content.decode()


def test_beheerder_neither_sees_nor_sets_a_password(client: Client, administrator: Any, officer_9a: Any) -> None:
    client.force_login(administrator)

    page = client.get(f"/beheer/auth/user/{officer_9a.pk}/change/").content.decode()
    client.post(f"/beheer/auth/user/{officer_9a.pk}/password/", {"password1": NEW, "password2": NEW})

    assert 'type="password"' not in page
    officer_9a.refresh_from_db()
    assert not officer_9a.check_password(NEW)


@pytest.mark.parametrize(
    "path", ["account/emailaddress", "mfa/authenticator", "usersessions/usersession", "post_office/email"]
)
def test_secrets_and_mail_of_people_are_not_in_the_admin(client: Client, path: str) -> None:
    client.force_login(make_user("root", is_staff=True, is_superuser=True))

    assert client.get(f"/beheer/{path}/").status_code == 404


def test_forgotten_password_gets_the_same_answer_for_every_address(
    client: Client, officer_9a: Any, mailoutbox: Any
) -> None:
    officer_9a.set_password(PASSWORD)
    officer_9a.save()

    known = client.post("/wachtwoord-vergeten/", {"email": officer_9a.email}, follow=True)
    unknown = client.post("/wachtwoord-vergeten/", {"email": "niemand@leiden.example"}, follow=True)

    assert known.content == unknown.content
    assert [mail.to for mail in mailoutbox] == [[officer_9a.email]]
    choose(client, link_in(mailoutbox[0]))
    assert log_in(client, officer_9a, NEW).url == "/"


def test_new_password_ends_what_was_logged_in_with_the_old(client: Client, officer_9a: Any, mailoutbox: Any) -> None:
    officer_9a.set_password(PASSWORD)
    officer_9a.save()
    log_in(old := Client(), officer_9a)

    client.post("/wachtwoord-vergeten/", {"email": officer_9a.email})
    choose(client, link_in(mailoutbox[0]))

    assert old.get("/account/").status_code == 302


def test_asking_too_often_is_refused(client: Client, officer_9a: Any, mailoutbox: Any) -> None:
    pages = [client.post("/wachtwoord-vergeten/", {"email": officer_9a.email}) for _ in range(6)]

    assert pages[-1].status_code == 429
    assert len(mailoutbox) == 5


def test_short_password_is_refused(client: Client, administrator: Any, mailoutbox: Any) -> None:
    client.force_login(administrator)
    invite(client)

    page = choose(Client(), link_in(mailoutbox[0]), "kort")

    assert "field-error" in page.content.decode()
    assert "12 tekens" in page.content.decode()
