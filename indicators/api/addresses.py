"""The addresses of the resources: a list, and one of it by its key."""

from django.urls import path, re_path

from indicators.api.keys import KEYS
from indicators.api.resources import RESOURCES, detail_of, list_of

PATTERNS = {resource: pattern for resource, pattern, _ in KEYS.values()}

resources = [
    address
    for name, resource in RESOURCES.items()
    for address in (
        path(f"api/v1/{name}", list_of(resource), name=f"api-{name}"),
        re_path(rf"^api/v1/{name}/(?P<sleutel>{PATTERNS[name]})\Z", detail_of(resource), name=f"api-{name}-een"),
    )
]
