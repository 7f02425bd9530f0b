from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "review"
    verbose_name = _("Review")

    def ready(self) -> None:
        from content import registry
        from review import agreements, blob_uses, checks, frozen, receivers, schedule  # noqa: F401
        from review.editor import close_url, submit_url
        from review.panels.findings import FindingsPanel
        from review.queries.dependence import about_product, citing_fact
        from review.queries.links import linked_pieces, links_in_use
        from review.queries.masking import proposed_boxes
        from review.queries.planning import issued_pieces
        from review.queries.standings import standings
        from review.queries.versions import in_force, newest_versions
        from review.queries.where_used import cases_using, editions_using

        registry.submit_url = submit_url
        registry.close_url = close_url
        registry.standings = standings
        registry.issued_pieces = issued_pieces
        registry.proposed_boxes = proposed_boxes
        registry.citing_fact = citing_fact
        registry.linked_pieces = linked_pieces
        registry.links_in_use = links_in_use
        registry.about_product = about_product
        registry.in_force = in_force
        registry.newest_versions = newest_versions
        registry.use_groups += [
            registry.UseGroup("editions", _("Editions"), editions_using),
            registry.UseGroup("cases", _("In review"), cases_using),
        ]
        registry.editor_panels.append(FindingsPanel)
