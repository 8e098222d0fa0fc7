"""The addresses of the program, and beside them the floors that its pages are measured against."""

from django.urls import path

from bench import floor_views
from leidenmo.urls import urlpatterns as program

urlpatterns = [
    path("ondergrens/regels/", floor_views.rows),
    path("ondergrens/vast/<int:size>/", floor_views.constant),
    path("ondergrens/leeg/", floor_views.empty),
    *program,
]
