from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DistributionConfig(AppConfig):
    name = "distribution"
    verbose_name = _("Distribution")

    def ready(self) -> None:
        from distribution import dependents, frozen, left_work, permissions, receivers, schedule  # noqa: F401

        permissions.register()
