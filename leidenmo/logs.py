"""What is written down of what happens: a line each, with the id of the request that it is part of."""

from typing import Any

LINE = "{asctime} {levelname} {name} [{correlation_id}]: {message}"
MOMENT = "%Y-%m-%dT%H:%M:%S%z"  # with how far the machine's zone is from UTC
FORMS: dict[str, dict[str, Any]] = {
    "line": {"format": LINE, "style": "{", "datefmt": MOMENT},
    # For a machine that reads it.
    "json": {"()": "pythonjsonlogger.json.JsonFormatter", "format": LINE, "style": "{", "datefmt": MOMENT},
}


def configuration(form: str, level: str) -> dict[str, Any]:
    """Return the logging of Django and of the workers, in one of FORMS, from this level on."""
    console = {"class": "logging.StreamHandler", "formatter": form, "filters": ["request"]}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": "django_guid.log_filters.CorrelationId"}},
        "formatters": FORMS,
        "handlers": {"console": console},
        "loggers": {
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            "django_guid": {"level": "WARNING"},
            "celery": {"level": "WARNING"},  # a line for each job that came and went says nothing
        },
        "root": {"handlers": ["console"], "level": level},
    }
