"""What every form says of a field that is not right, and how to mend it: plainer than Django's own sentences."""

from django import forms

WORDS: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "Vul dit in."},
    forms.ChoiceField: {"required": "Kies er een.", "invalid_choice": "Kies iets uit de lijst."},
    forms.ModelChoiceField: {"required": "Kies er een.", "invalid_choice": "Kies iets uit de lijst."},
    forms.IntegerField: {"invalid": "Schrijf een heel getal in cijfers, bijvoorbeeld 2018."},
    forms.DateField: {"invalid": "Schrijf de datum zo: 31-12-2026."},
}


def say_plainly() -> None:
    """Have forms say so; a form that knows a better sentence for a field of its own still says that."""
    for field, words in WORDS.items():
        field.default_error_messages = {**field.default_error_messages, **words}
