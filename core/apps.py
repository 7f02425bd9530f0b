from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        from core import checks, immutability, tasks  # noqa: F401  (checks and tasks register themselves)

        post_migrate.connect(immutability.install_after_migrate, sender=self)
