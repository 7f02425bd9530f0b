from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from content import registry
        from review.registry import register_submission_note
        from search import checks, receivers, tasks  # noqa: F401
        from search.panels.similar import SimilarPanel, similar_note

        registry.editor_panels.append(SimilarPanel)
        register_submission_note(similar_note)
