from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from content import frozen, permissions, receivers  # noqa: F401
        from content.actions import edit
        from content.viewsets import group

        permissions.register()
        edit.register()
        group.register()
