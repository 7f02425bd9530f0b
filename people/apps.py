from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")
    default = True

    def ready(self) -> None:
        from people import checks, frozen, permissions, receivers, schedule  # noqa: F401

        permissions.register()


class StaffAdminConfig(WagtailUsersAppConfig):
    """Wagtail's user administration with our fields; stands in INSTALLED_APPS for "wagtail.users"."""

    user_viewset = "people.viewsets.staff.StaffViewSet"
