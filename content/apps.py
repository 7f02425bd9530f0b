from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from PIL import Image

        from content import blob_uses, checks, frozen, left_work, permissions, receivers, schedule  # noqa: F401
        from content.actions import create, delete, edit
        from content.domain.pictures import MAX_PIXELS
        from content.viewsets import group

        Image.MAX_IMAGE_PIXELS = MAX_PIXELS
        permissions.register()
        create.register()
        delete.register()
        edit.register()
        group.register()
