from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        from core import checks, immutability, tasks  # noqa: F401  (checks and tasks register themselves)
        from core.actions import remove_erased  # noqa: F401  (registers its handler)

        post_migrate.connect(immutability.install_after_migrate, sender=self)
