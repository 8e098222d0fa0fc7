"""The addresses of the API."""

from django.urls import path, re_path

from indicators.api.addresses import resources
from indicators.api.documentation import RootView, WithoutSlash
from indicators.api.openapi import DescriptionView
from indicators.api.resources import NotHere

urlpatterns = [
    path("api/v1", WithoutSlash.as_view(), name="api-zonder-streep"),
    path("api/v1/", RootView.as_view(), name="api_docs"),
    *resources,
    path("api/v1/openapi.json", DescriptionView.as_view(), name="api-openapi"),
    re_path(r"^api/v1/.+", NotHere.as_view(), name="api-niet-hier"),
]
