"""The WSGI entry point, for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leidenmo.settings")

application = get_wsgi_application()

# What is there now, stays: looking through all of it for what can go took a fifth of the time of a large page. And a
# page makes tens of thousands of objects that are gone with it; so look after tens of thousands, not after 700.
get_resolver().url_patterns  # noqa: B018 - loads every view
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 10)
