"""Saving and deleting a filter of the list of all pieces. Both are posted from the list."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry

from content.actions.delete_filter import delete_filter
from content.actions.save_filter import save_filter
from content.forms.saved_filter import SavedFilterForm
from content.models import Component, SavedFilter
from content.queries.saved_filters import known_query


class SaveFilterView(View):
    """Back to the list as it was asked, with the new filter or with what was wrong."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if not policy_registry.get_by_type(Component).user_has_permission(request.user, "view"):
            raise PermissionDenied
        form = SavedFilterForm(request.POST)
        if form.is_valid():
            asked = form.cleaned_data
            branch = request.user.branch if asked["shared"] else None
            save_filter(asked["name"], asked["query"], shared_with=branch, actor=request.user)
            messages.success(request, _("The filter “%(name)s” is saved.") % {"name": asked["name"]})
        else:
            messages.error(
                request, " ".join(str(error) for errors in form.errors.values() for error in errors)
            )
        query = known_query(request.POST.get("query", ""))
        return redirect(f"{reverse('content_all:index')}?{query}" if query else reverse("content_all:index"))


class DeleteFilterView(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            delete_filter(pk, actor=request.user)
        except SavedFilter.DoesNotExist as error:
            raise Http404 from error
        messages.success(request, _("The filter is deleted."))
        return redirect(reverse("content_all:index"))


class SavedFilterViewSet(ViewSet):
    name = "content_filters"
    url_prefix = "content/filters"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("save/", SaveFilterView.as_view(), name="save"),
            path("<int:pk>/delete/", DeleteFilterView.as_view(), name="delete"),
        ]
