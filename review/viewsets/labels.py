"""The labelled corpus in the admin: proposals to settle, sentences in force, files in and out."""

from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse_lazy
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from core.file_responses import saved
from people.models import User
from review.actions.accept_labels import accept_labels
from review.actions.decline_labels import decline_labels
from review.actions.propose_labels import propose_labels
from review.actions.withdraw_label import withdraw_label
from review.enums import LabelStatus
from review.forms.labels import LabelFileForm, LabelForm, ListedForm, WithdrawalForm
from review.models import LabelledSentence
from review.queries.corpus_keeping import keeps_corpus, reads_corpus
from review.queries.label_files import UnreadableFile, as_json_lines, as_workbook, read_labels
from review.queries.labelled import corpus
from review.viewsets.access import DeskPage

LISTED = 50
ERRORS_SHOWN = 200
CRUMB = {"url": reverse_lazy("labels:index"), "label": gettext_lazy("Labelled sentences")}


class CorpusPage(DeskPage):
    """A page for those who read the corpus; actions ask again. `for_keepers`: for those alone who keep it."""

    header_icon = "list-ul"
    crumbs: tuple[dict[str, Any], ...] = (CRUMB,)
    for_keepers = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        allowed = keeps_corpus if self.for_keepers else reads_corpus
        if request.method in {"GET", "HEAD"} and not allowed(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"keeps": keeps_corpus(self.request.user)}


class LabelListView(CorpusPage):
    """Sentences by status, those to be confirmed first."""

    template_name = "review/labels/index.html"
    page_title = gettext_lazy("Labelled sentences")
    crumbs = ()
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = ListedForm(request.GET).asked()
        listed = LabelledSentence.objects.filter(**asked).select_related("proposed_by", "settled_by", "case")
        return self.show(
            page=Paginator(listed.order_by("-pk"), LISTED).get_page(request.GET.get("p")),
            asked=asked,
            query=urlencode(asked),
            statuses=LabelStatus.choices,
            to_confirm=asked["status"] == LabelStatus.PROPOSED,
        )


class SettleView(CorpusPage):
    """Settles the chosen proposals."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        rows = self.settle(_ids(request), actor=request.user, at=self.at)
        messages.success(request, self.words(len(rows)))
        return redirect("labels:index")

    def settle(self, ids: Collection[UUID], *, actor: User, at: datetime) -> list[LabelledSentence]:
        raise NotImplementedError

    def words(self, count: int) -> str:
        raise NotImplementedError


class AcceptView(SettleView):
    def settle(self, ids: Collection[UUID], *, actor: User, at: datetime) -> list[LabelledSentence]:
        return accept_labels(ids, actor=actor, at=at)

    def words(self, count: int) -> str:
        return ngettext(
            "%(count)d sentence is in the corpus now.", "%(count)d sentences are in the corpus now.", count
        ) % {"count": count}


class DeclineView(SettleView):
    def settle(self, ids: Collection[UUID], *, actor: User, at: datetime) -> list[LabelledSentence]:
        return decline_labels(ids, actor=actor, at=at)

    def words(self, count: int) -> str:
        return ngettext("%(count)d proposal was declined.", "%(count)d proposals were declined.", count) % {
            "count": count
        }


class LabelView(CorpusPage):
    """One sentence with where it comes from; a POST withdraws it."""

    template_name = "review/labels/label.html"
    page_title = gettext_lazy("Labelled sentence")

    def get(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        return self.show(**self.found(public_id), form=WithdrawalForm())

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        form = WithdrawalForm(request.POST)
        if keeps_corpus(request.user) and not form.is_valid():
            return self.show(status=400, **self.found(public_id), form=form)
        get_object_or_404(LabelledSentence, public_id=public_id)
        withdraw_label(public_id, reason=request.POST.get("reason", ""), actor=request.user, at=self.at)
        messages.success(request, _("Withdrawn. Rules are no longer measured by it."))
        return redirect("labels:label", public_id)

    def found(self, public_id: UUID) -> dict[str, Any]:
        rows = LabelledSentence.objects.select_related("proposed_by", "settled_by", "withdrawn_by", "case")
        label = get_object_or_404(rows, public_id=public_id)
        known = asdict(label.sentence.fields).values()
        return {"label": label, "known": " · ".join(code for code in known if code)}


class AddView(CorpusPage):
    """A sentence written by hand."""

    template_name = "review/labels/form.html"
    page_title = gettext_lazy("Write a sentence")
    for_keepers = True

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=LabelForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = LabelForm(request.POST)
        if keeps_corpus(request.user) and not form.is_valid():
            return self.show(status=400, form=form)
        sentences = [form.sentence] if form.is_valid() else []
        made = propose_labels(
            sentences, reason=form.cleaned_data.get("reason", ""), actor=request.user, at=self.at
        )
        _tell(request, len(made), len(sentences))
        return redirect("labels:index")


class ImportView(CorpusPage):
    """A file of sentences: all of it becomes proposals, or what is wrong is said by line."""

    template_name = "review/labels/import.html"
    page_title = gettext_lazy("Take sentences in")
    for_keepers = True

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=LabelFileForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not keeps_corpus(request.user):
            propose_labels([], reason="", actor=request.user, at=self.at)
        form = LabelFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(status=400, form=form)
        try:
            found = read_labels(form.cleaned_data["file"])
        except UnreadableFile as error:
            form.add_error("file", str(error))
            return self.show(status=400, form=form)
        if found.errors:
            return self.show(
                status=400, form=form, errors=found.errors[:ERRORS_SHOWN], error_count=len(found.errors)
            )
        made = propose_labels(
            found.sentences, reason=form.cleaned_data["reason"], actor=request.user, at=self.at
        )
        _tell(request, len(made), len(found.sentences))
        return redirect("labels:index")


class ExportView(CorpusPage):
    """The whole corpus, with what is shipped. `write` makes the body, `name` is the file's."""

    http_method_names = ["get", "head"]
    write: Callable[[], HttpResponseBase]
    name = ""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return saved(type(self).write(), self.name)


class JsonLinesView(ExportView):
    name = "labelled.jsonl"

    @staticmethod
    def write() -> HttpResponseBase:
        return StreamingHttpResponse(as_json_lines(corpus()))


class WorkbookView(ExportView):
    name = "labelled.xlsx"

    @staticmethod
    def write() -> HttpResponseBase:
        return HttpResponse(as_workbook(corpus()))


def _ids(request: HttpRequest) -> list[UUID]:
    """Return the ids that were chosen; what is none is left out, and the action says that none was chosen."""
    found = []
    for text in request.POST.getlist("label"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _tell(request: HttpRequest, made: int, given: int) -> None:
    words = _("%(made)d proposed, to be confirmed by a colleague; %(known)d were known already.")
    messages.success(request, words % {"made": made, "known": given - made})


class CorpusMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return reads_corpus(request.user)


class LabelsViewSet(ViewSet):
    name = "labels"
    url_prefix = "review/labels"
    icon = "list-ul"
    add_to_admin_menu = True
    menu_label = gettext_lazy("Labelled sentences")
    menu_name = "labels"
    menu_order = 222
    menu_item_class = CorpusMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", LabelListView.as_view(), name="index"),
            path("accept/", AcceptView.as_view(), name="accept"),
            path("decline/", DeclineView.as_view(), name="decline"),
            path("add/", AddView.as_view(), name="add"),
            path("import/", ImportView.as_view(), name="import"),
            path("labelled.jsonl", JsonLinesView.as_view(), name="jsonl"),
            path("labelled.xlsx", WorkbookView.as_view(), name="xlsx"),
            path("<uuid:public_id>/", LabelView.as_view(), name="label"),
        ]
