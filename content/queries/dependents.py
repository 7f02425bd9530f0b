"""What depends on a fact or a product, as far as the person who asks oversees it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import ReferenceIndex

from content import registry
from content.enums import ComponentState
from content.kinds import kind_label
from content.models import Component, Fact, Product
from content.queries.addresses import page_address
from people.models import User


@dataclass(frozen=True, slots=True)
class Dependents:
    """Pieces being written, and what upper rooms know: submissions in review, editions in force."""

    drafts: Sequence[registry.Dependent]
    submitted: Sequence[registry.Dependent]

    def __bool__(self) -> bool:
        return bool(self.drafts or self.submitted)


def dependents_of_fact(fact: Fact, user: User, at: datetime) -> Dependents:
    """Return the drafts that cite `fact` now, and the submissions that froze it."""
    references = ReferenceIndex.get_references_to(fact).filter(
        base_content_type=ContentType.objects.get_for_model(Component)
    )
    keys = {int(key) for key in references.values_list("object_id", flat=True)}
    drafts = _drafts(Component.objects.filter(pk__in=keys), user)
    return Dependents(drafts, registry.citing_fact(fact.pk, user, at) if registry.citing_fact else ())


def dependents_of_product(product: Product, user: User, at: datetime) -> Dependents:
    """Return the drafts about `product` now, and the submissions that were about it."""
    drafts = _drafts(Component.objects.filter(product=product), user)
    return Dependents(drafts, registry.about_product(product.pk, user, at) if registry.about_product else ())


def _drafts(components: QuerySet[Component], user: User) -> Sequence[registry.Dependent]:
    return told_of(components.filter(state=ComponentState.DRAFT), user)


def told_of(components: QuerySet[Component], user: User) -> Sequence[registry.Dependent]:
    """Return those of `components` that `user` oversees, the newest first. One query."""
    overseen: Iterable[Component] = (
        components.overseen_by(user)  # type: ignore[attr-defined]
        .select_related("branch")
        .defer("body", "channels")
        .order_by("-pk")
    )
    return [
        registry.Dependent(
            title=str(component),
            kind=kind_label(component.kind),
            branch=component.branch.short_name,
            standing=component.get_state_display(),
            url=page_address(component.kind, component.pk, "inspect"),
        )
        for component in overseen
    ]
