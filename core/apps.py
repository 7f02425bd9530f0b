from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        from core import immutability, tasks  # noqa: F401  (tasks put themselves on the schedule)

        post_migrate.connect(immutability.install_after_migrate, sender=self)
