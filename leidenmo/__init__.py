"""The project: settings, addresses, the web entry point and the Celery application."""

from leidenmo.celery import app as celery_app

__all__ = ["celery_app"]
