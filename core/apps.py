from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        from core import immutability

        post_migrate.connect(immutability.install_after_migrate, sender=self)
