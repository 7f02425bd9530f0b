"""Where a component, a product or a picture is used, as far as the person who asks oversees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import ReferenceIndex

from content import registry
from content.models import Component, LibraryImage
from content.queries.dependents import told_of
from content.registry import Dependent, Subject
from people.models import User


@dataclass(frozen=True, slots=True)
class Group:
    """One sort of use and what there is of it."""

    code: str
    label: str | Promise
    found: Sequence[Dependent]


def where_used(subject: Subject, user: User, at: datetime) -> tuple[Group, ...]:
    """Return every sort of use, empty ones too: pieces or copies first, then what upper rooms know.

    The same number of queries however much it is.
    """
    own = (
        Group("copies", _("Copies"), told_of(Component.objects.filter(copied_from=subject.component), user))
        if subject.component is not None
        else Group("pieces", _("Pieces"), told_of(_pieces(subject), user))
    )
    upper = (Group(one.code, one.label, one.find(subject, user, at)) for one in registry.use_groups)
    return (own, *upper)


def _pieces(subject: Subject) -> QuerySet[Component]:
    """Pieces about the product, or with the picture as they were saved last."""
    if subject.product is not None:
        return Component.objects.filter(product=subject.product)
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Component),
        to_content_type=ContentType.objects.get_for_model(LibraryImage),
        to_object_id__in=[
            str(key)
            for key in LibraryImage.objects.filter(content_sha256=subject.picture).values_list(
                "pk", flat=True
            )
        ],
    )
    keys = {int(key) for key in references.values_list("object_id", flat=True)}
    return Component.objects.filter(pk__in=keys)
