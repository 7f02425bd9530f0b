"""Import of scripts, posters and frequent questions: template, upload, preview, progress, errors."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse, reverse_lazy
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from content.actions.start_import import keep_import, start_import
from content.actions.stop_import import stop_import
from content.domain.file_names import download_name, visible
from content.enums import ComponentState
from content.forms.import_words import FILE_REFUSED, words_of_file, words_of_flaws, words_of_notes
from content.forms.imports import ImportForm
from content.kinds import get_kind
from content.models import Import
from content.models.imports import ImportStatus
from content.queries.import_columns import columns_of, kinds_by_table, names_of
from content.queries.import_files import refused_as_workbook, template
from content.queries.import_reading import read_import
from content.queries.imports import own_imports, refused_rows, with_counts
from content.viewsets.editors_only import EditorsOnlyMixin
from content.viewsets.menu_items import WritersMenuItem
from core import clock
from core.actions import Conflict, Refused
from core.breadcrumbs import HOME
from core.clock import business_day
from core.file_responses import saved

LISTED = 30
REFUSED_SHOWN = 50


class ImportsPage(EditorsOnlyMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page of the admin below the list of imports."""

    page_title = gettext_lazy("Imports")
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = [HOME]
        if type(self) is not ImportIndexView:
            items.append({"url": reverse_lazy("imports:index"), "label": _("Imports")})
        return [*items, {"url": "", "label": self.get_page_title()}]


class ImportIndexView(ImportsPage):
    """What was uploaded lately, and the way to upload more."""

    template_name = "content/imports/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listed = with_counts(own_imports(self.request.user))[:LISTED]
        return {**super().get_context_data(**kwargs), "imports": listed}


class ImportUploadView(ImportsPage):
    """GET shows the form and the templates, a POST reads the files and keeps them for a look."""

    template_name = "content/imports/upload.html"
    page_title = gettext_lazy("Import a table")

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            kept = self._keep(form)
            if kept is not None:
                return redirect("imports:import", kept.public_id)
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def _keep(self, form: ImportForm) -> Import | None:
        user, at = self.request.user, clock.now()
        kind, table, pictures = (form.cleaned_data[name] for name in ("kind", "table", "pictures"))
        columns = [one.column for one in columns_of(kind)]
        try:
            reading = read_import(
                kind,
                columns,
                names_of(kind),
                table.read(),
                None if pictures is None else pictures.file,
                branch=user.branch,
                today=business_day(at),
            )
        except FILE_REFUSED as refused:
            form.add_error(None, words_of_file(refused))
            return None
        return keep_import(reading, file_name=visible(table.name), pictures=pictures, actor=user, at=at)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", ImportForm())
        return {**super().get_context_data(**kwargs), "kinds": [get_kind(code) for code in kinds_by_table()]}


class ImportView(ImportsPage):
    """One import: what it would do, how far it is, what was not taken. A script asks again while it runs."""

    template_name = "content/imports/import.html"

    def get_page_title(self) -> str:
        return str(self.found())

    def found(self) -> Import:
        return _found(self.request, self.kwargs["public_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        source = self.found()
        counts = source.count()
        refused = refused_rows(source)[:REFUSED_SHOWN]
        return {
            **super().get_context_data(**kwargs),
            "source": source,
            "counts": counts,
            "drafts_url": _drafts_of(source),
            "total": sum(counts.values()),
            "settled": sum(counts.values()) - counts["waiting"],
            "notes": list(words_of_notes(source.notes)),
            "flaws": [
                words for row in refused for words in words_of_flaws(source.kind, row.number, row.flaws)
            ],
            "more_refused": counts["refused"] - len(refused),
            "is_running": source.status == ImportStatus.RUNNING,
            "may_stop": source.status == ImportStatus.RUNNING,
            "may_start": counts["waiting"]
            and source.uploaded_by_id == self.request.user.pk
            and source.status in {ImportStatus.PREVIEWED, ImportStatus.STOPPED},
        }


def _drafts_of(source: Import) -> str:
    """Return the list of the drafts of this kind that whoever uploaded the table began."""
    asked = {
        "kind": source.kind,
        "state": ComponentState.DRAFT.value,
        "author": source.uploaded_by.staff_number,
    }
    return f"{reverse('content_all:index')}?{urlencode(asked)}"


class ImportVerbView(EditorsOnlyMixin, View):
    """Starts, goes on with, or stops an import."""

    verb: Any = None

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        source = _found(request, public_id)
        try:
            type(self).verb(source.pk, actor=request.user, at=clock.now())
        except Refused as refusal:
            return render(request, "core/refused.html", {"words": refusal.words}, status=403)
        except Conflict as conflict:
            messages.error(request, conflict.words)
        return redirect("imports:import", public_id)


class ImportStartView(ImportVerbView):
    verb = staticmethod(start_import)


class ImportStopView(ImportVerbView):
    verb = staticmethod(stop_import)


class ImportTemplateView(EditorsOnlyMixin, View):
    """The workbook to fill in."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        try:
            content = template(kind)
        except KeyError as unknown:
            raise Http404 from unknown
        name = _("Template %(kind)s") % {"kind": get_kind(kind).label}
        return saved(HttpResponse(content), download_name(name, "xlsx"))


class ImportErrorsView(EditorsOnlyMixin, View):
    """The rows that were not taken, with the reasons, as a workbook to mend and upload again."""

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        source = _found(request, public_id)
        words = [
            "\n".join(words_of_flaws(source.kind, row.number, row.flaws)) for row in refused_rows(source)
        ]
        name = _("Not taken %(file)s") % {"file": source.file_name.rpartition(".")[0]}
        return saved(HttpResponse(refused_as_workbook(source, words)), download_name(name, "xlsx"))


def _found(request: HttpRequest, public_id: UUID) -> Import:
    """Return the import if the user oversees it; another branch's does not exist."""
    return get_object_or_404(own_imports(request.user), public_id=public_id)


class ImportViewSet(ViewSet):
    name = "imports"
    url_prefix = "imports"
    icon = "upload"
    menu_label = gettext_lazy("Imports")
    menu_name = "imports"
    menu_item_class = WritersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", ImportIndexView.as_view(), name="index"),
            path("add/", ImportUploadView.as_view(), name="add"),
            path("template/<str:kind>/", ImportTemplateView.as_view(), name="template"),
            path("<uuid:public_id>/", ImportView.as_view(), name="import"),
            path("<uuid:public_id>/start/", ImportStartView.as_view(), name="start"),
            path("<uuid:public_id>/stop/", ImportStopView.as_view(), name="stop"),
            path("<uuid:public_id>/errors/", ImportErrorsView.as_view(), name="errors"),
        ]
