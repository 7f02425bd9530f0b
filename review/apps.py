from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "review"
    verbose_name = _("Review")

    def ready(self) -> None:
        from content import registry
        from review import agreements, frozen, receivers, schedule  # noqa: F401
        from review.editor import submit_url
        from review.panels.findings import FindingsPanel
        from review.queries.standings import standings

        registry.submit_url = submit_url
        registry.standings = standings
        registry.editor_panels.append(FindingsPanel)
