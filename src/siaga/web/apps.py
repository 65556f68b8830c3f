"""Makes the pages' templates and static files known to Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages for people; no tables."""

    name = "siaga.web"
    label = "web"
