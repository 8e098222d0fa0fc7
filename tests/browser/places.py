"""Which pages the walk of walk.py looks at, in which state, and as whom.

The addresses are those of tests/test_roles.py, which fails when the URL configuration holds one that it does not know;
those of one's own account are below. Each page is opened once, as the first role that it lets in.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from leidenmo.accounts import urls as accounts
from tests.test_roles import PAGES, ROLES, World, seen_in

OK = 200

# With nothing in it yet: name → who, and where.
EMPTY = {
    "leeg-overzicht": ("", "/"),
    "leeg-publicaties": ("", "/publicaties/"),
    "leeg-vergelijken": ("", "/vergelijken/"),
    "leeg-invoer": ("medewerker-9a", "/invoer/"),
    "leeg-tabel": ("medewerker-9a", "/invoer/tabel/"),
    "leeg-vaststellen": ("controller", "/vaststellen/"),
    "leeg-documenten": ("controller", "/documenten/"),
    "leeg-te-laat": ("controller", "/te-laat/"),
    "leeg-norm": ("controller", "/stoplichtnorm/"),
    "leeg-eigenaren": ("beheerder", "/eigenaren/"),
    "leeg-indicatoreigenaren": ("beheerder", "/eigenaren/indicatoren/"),
    "leeg-laden": ("beheerder", "/laden/"),
}

# Leiden's own budget, as `make run` brings it.
LEIDEN = {
    "leiden": ("", "/?jaar=2017"),
    "leiden-rood": ("", "/?jaar=2017&stoplicht=rood"),
    "leiden-niets-gevonden": ("", "/?jaar=2017&zoek=bestaatniet"),
    "leiden-keuze-bestaat-niet": ("", "/?jaar=2017&stoplicht=paars"),
    "leiden-vergelijken": ("", "/vergelijken/"),
    "leiden-vergelijken-bestaat-niet": ("", "/vergelijken/?van=bestaatniet"),
    "leiden-programma": ("", "/programma/9/"),
    "leiden-beleidsterrein": ("", "/beleidsterrein/9a/"),
    "leiden-effectindicator": ("", "/effectindicator/9a1-a/"),
    "leiden-trendbreuk": ("", "/effectindicator/verblijfsduur-crisisopvang/"),
    "leiden-publicaties": ("", "/publicaties/"),
    "leiden-beleidsterrein-9c": ("", "/beleidsterrein/9c/?jaar=2015"),
    "leiden-inloggen": ("", "/inloggen/"),  # here with an organisation
    "leiden-invoer": ("medewerker-9a", "/invoer/?jaar=2018"),
    "leiden-tabel": ("medewerker-9a", "/invoer/tabel/"),
    "leiden-cijfer": ("medewerker-9a", "/invoer/cijfer/?indicator=9a1-a&jaar=2018"),
    "leiden-effectindicator-medewerker": ("medewerker-9a", "/effectindicator/9a1-a/?jaar=2018"),
    "leiden-vaststellen": ("controller", "/vaststellen/"),
    "leiden-documenten": ("controller", "/documenten/"),
    "leiden-eigenaren": ("beheerder", "/eigenaren/"),
    "leiden-indicatoreigenaren": ("beheerder", "/eigenaren/indicatoren/?terrein=9a&alles=1"),
    "leiden-account": ("medewerker-9a", "/account/"),
    "raadslid-overzicht": ("raadslid", "/"),
    "fout-404": ("", "/bestaat-niet/"),
    "fout-403": ("raadslid", "/vaststellen/"),
}

WEIGHED = {"/": 60_000, "/effectindicator/9a1-a/": 80_000}  # bytes at most, compressed

# One's own account. A name without an address is posted to, leads elsewhere, or comes after an act (Walk.visit_account).
ACCOUNT: dict[str, tuple[str, str] | None] = {
    "account_login": ("", "/inloggen/"),
    "account_inactive": ("", "/inloggen/gesloten/"),
    "mfa_authenticate": None,  # only between password and code
    "mfa_login_webauthn": None,
    "organisation": None,
    "openid_connect_callback": None,
    "socialaccount_login_cancelled": ("", "/inloggen/organisatie/afgebroken/"),
    "account_logout": None,
    "account_reset_password": ("", "/wachtwoord-vergeten/"),
    "account_reset_password_done": ("", "/wachtwoord-vergeten/verstuurd/"),
    "account_reset_password_from_key_done": ("", "/wachtwoord-kiezen/klaar/"),
    "account_reset_password_from_key": ("", "/wachtwoord-kiezen/1-verlopen/"),
    "account": ("controller", "/account/"),
    "account_change_password": ("controller", "/account/wachtwoord/"),
    "account_set_password": None,
    "account_reauthenticate": ("controller", "/account/bevestigen/"),
    "mfa_reauthenticate": ("controller", "/account/bevestigen/code/"),
    "mfa_reauthenticate_webauthn": None,  # of who has a passkey
    "second_factor": ("officer_9a", "/account/tweede-factor/"),
    "mfa_activate_totp": ("officer_9a", "/account/app/"),
    "totp_qr": None,
    "sessie": None,  # a part of a page
    "sessie_verlengen": None,
    "mfa_deactivate_totp": ("controller", "/account/app/verwijderen/"),
    "mfa_view_recovery_codes": None,  # of who has them
    "mfa_generate_recovery_codes": ("controller", "/account/herstelcodes/nieuw/"),
    "mfa_download_recovery_codes": None,
    "mfa_list_webauthn": ("officer_9a", "/account/toegangssleutels/"),
    "mfa_add_webauthn": ("officer_9a", "/account/toegangssleutels/nieuw/"),
    "mfa_edit_webauthn": None,  # of who has a passkey
    "mfa_remove_webauthn": None,
    "usersessions_list": ("controller", "/account/apparaten/"),
}


@dataclass(frozen=True)
class Wrong:
    """A form that is sent in as it should not be: whose, where, what is filled in, and by which button."""

    who: str
    address: str
    filled: dict[str, str]  # name of the field → what is typed
    button: str


WRONG = {
    "inloggen": Wrong("", "/inloggen/", {"login": "iemand@leiden.example", "password": "onjuist"}, "Inloggen"),
    "cijfer": Wrong(
        "officer_9a", "/invoer/cijfer/?indicator={indicator.slug}&jaar=2018", {"waarde": "vijf"}, "Indienen"
    ),
    "norm": Wrong("controller", "/stoplichtnorm/", {"marge": "veel"}, "Bekijk wat er verandert"),
    "afwijking": Wrong(
        "controller", "/effectindicator/{indicator.slug}/2016/afwijking/", {}, "Spreek deze afwijking af"
    ),
    "document": Wrong("controller", "/documenten/nieuw/", {"year": "17"}, "Maak"),
    "besluit": Wrong("controller", "/documenten/{begroting.pk}/", {}, "Leg het besluit vast"),
    "eigenaren": Wrong("beheerder", "/eigenaren/", {}, "Voer door"),
    "indicatoreigenaren": Wrong("beheerder", "/eigenaren/indicatoren/?alles=1", {}, "Draag over"),
    "eraf": Wrong("beheerder", "/eigenaren/{late.pk}/beeindigen/", {}, "Haal eraf"),
    "trendbreuk": Wrong("controller", "/effectindicator/{indicator.slug}/trendbreuk/", {}, "Leg de trendbreuk vast"),
    "wachtwoord": Wrong("controller", "/account/wachtwoord/", {"oldpassword": "x"}, "Bewaar het wachtwoord"),
    "wachtwoord-vergeten": Wrong("", "/wachtwoord-vergeten/", {"email": "geen adres"}, "Stuur de mail"),
    "app": Wrong("officer_9a", "/account/app/", {"code": "000000"}, "Zet de app aan"),
    "bevestigen": Wrong("controller", "/account/bevestigen/", {"password": "x"}, "Bevestig"),
    "bevestigen-code": Wrong("controller", "/account/bevestigen/code/", {"code": "000000"}, "Bevestig"),
    "laden": Wrong("beheerder", "/laden/", {}, "Lees"),
    "streefwaarden": Wrong(
        "officer_9a", "/streefwaarden/{begroting.pk}/", {"s{target.reeks_id}-2019-doel": "veel"}, "Bewaar het voorstel"
    ),
    "kolommen": Wrong("beheerder", "/laden/{sheet.pk}/kolommen/", {}, "Bewaar en lees opnieuw"),
    "vaststellen": Wrong("controller", "/vaststellen/", {}, "Stel de gekozen cijfers vast"),
    "termijnen": Wrong("controller", "/documenten/{jaarstukken.pk}/termijnen/", {"cijfers": "gisteren"}, "Bewaar"),
    "melding": Wrong(
        "officer_9a",
        "/rapportage/{bestuursrapportage.pk}/effectindicator/{indicator.slug}/",
        {"gezien_prognose": "", "waarom": "Iets anders."},  # as if a colleague had reported it meanwhile
        "Bewaren",
    ),
    "melding-prestatie": Wrong(
        "officer_9a",
        "/rapportage/{bestuursrapportage.pk}/prestatie/{prestatie.slug}/",
        {"gezien": "", "oorzaak": "Iets anders."},
        "Bewaren",
    ),
    "normvoorstel": Wrong("controller", "/stoplichtnorm/{normvoorstel.pk}/", {}, "Trek het voorstel in"),
}

# What is shown when something broke, or when the organisation does not let somebody in: template → what it says.
BROKEN: dict[str, dict[str, str]] = {
    "403_csrf": {},
    "429": {},
    "500": {},
    "socialaccount/authentication_error": {},
    "socialaccount/refused": {"sentence": "Uw organisatie kent u geen rol toe. Vraag een beheerder."},
}


def samples(world: World) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield name of every page that is not a file, with the first who is let in, and its address."""
    known = seen_in(world)
    for name, pages in PAGES.items():
        for number, page in enumerate(pages):
            roles = [role for role, status in zip(ROLES, page.answers, strict=True) if status == OK]
            if roles and "als=" not in page.address and "/api/v1/" not in page.address.removesuffix("/api/v1/"):
                who = "" if roles[0] == "stranger" else roles[0]
                yield (f"{name}-{number}" if number else name), (who, page.address.format(**known))


def names_without_a_sample() -> set[str]:
    """Return the addresses of one's own account that this walk does not know, or that are no more."""
    own = {str(pattern.name) for pattern in accounts.urlpatterns}
    return own ^ (ACCOUNT.keys() | (own & PAGES.keys()) | {"mfa_index", "socialaccount_connections"})
