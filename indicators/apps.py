"""What is measured, judged and entered."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IndicatorsConfig(AppConfig):
    """The effectindicatoren with their figures, targets and stoplichten."""

    name = "indicators"
    verbose_name = "Indicatoren"

    def ready(self) -> None:
        """Keep the groups and what they may do in step with the code, and what the database itself keeps or answers."""
        from indicators.in_the_making import keep_functions
        from indicators.one_trip import keep_function
        from indicators.revision import watch
        from indicators.roles import grant_roles

        post_migrate.connect(grant_roles, sender=self)
        post_migrate.connect(watch, sender=self)
        post_migrate.connect(keep_functions, sender=self)
        post_migrate.connect(keep_function, sender=self)
