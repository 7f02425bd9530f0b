"""Where used: the page for an edition."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from content.registry import Subject
from content.viewsets.where_used import WhereUsedView
from review.models import Edition
from review.queries.editions import overseen_editions


class EditionUsesView(WhereUsedView):
    def subject_of(self, request: HttpRequest, key: UUID) -> tuple[Model, Subject]:
        edition: Edition = get_object_or_404(overseen_editions(request.user), public_id=key)
        return edition, Subject(component=edition.component_id, edition=edition.pk)

    def address_of(self, thing: Any) -> str:
        return reverse("review_edition:edition", args=[thing.public_id])
