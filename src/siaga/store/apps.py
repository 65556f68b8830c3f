"""Makes the store the one Django app with tables."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The app whose tables hold all rows of Siaga."""

    name = "siaga.store"
    label = "store"
    verbose_name = "Siaga"
