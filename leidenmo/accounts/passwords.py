"""A password that is made of the words of this installation is guessed by whoever knows where it stands."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

# What people here make passwords of: the work, the season, the year.
WORDS = (
    *("gemeente", "gemeenteraad", "gemeentehuis", "stadhuis", "raad", "raadslid", "college", "wethouder", "griffie"),
    *("programma", "begroting", "programmabegroting", "jaarstukken", "jaarverslag", "kadernota", "beleid", "doelen"),
    *("cijfers", "stoplicht", "indicator", "streefwaarde", "realisatie", "leidenmo", "controller", "beheerder"),
    *("medewerker", "wachtwoord", "welkom", "geheim", "password", "welcome", "inloggen", "toegang", "nederland"),
    *(
        "lente",
        "voorjaar",
        "zomer",
        "herfst",
        "najaar",
        "winter",
        "januari",
        "februari",
        "maart",
        "april",
        "juni",
        "juli",
    ),
    *(
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
    ),
)
LOOKALIKES = str.maketrans("013457@$!", "oieastasi")
MOST_LEFT = 5  # letters: of what is left without the words, so much is no password


class WordsOfHereValidator:
    """Refuses a password of which little is left without the words that everybody here knows."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password of such words, numbers and marks."""
        if min(self._left(password), self._left(password.translate(LOOKALIKES))) <= MOST_LEFT:
            raise ValidationError(self.get_help_text(), code="password_of_here")

    def get_help_text(self) -> str:
        """Return what is asked, for who chooses one."""
        return (
            f"Kies geen wachtwoord dat vooral bestaat uit woorden als {settings.MUNICIPALITY}, gemeente of begroting, "
            "maanden en getallen: die worden het eerst geprobeerd."
        )

    def _left(self, password: str) -> int:
        """Return how many letters are left of it without our words."""
        ours = {*WORDS, *_words(settings.MUNICIPALITY), *_words(urlsplit(settings.SITE_URL).hostname or "")}
        rest = password.casefold()
        for word in sorted(ours, key=len, reverse=True):
            rest = rest.replace(word, " ")
        return sum(character.isalpha() for character in rest)


def _words(text: str) -> set[str]:
    """Return the words of a name; those of a letter or two are of no use to who guesses."""
    return {word for word in re.split(r"[\W_]+", text.casefold()) if len(word) > 2}
