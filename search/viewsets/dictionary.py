"""The dictionary of search in the admin: what a bank adds, what it switches off, and what that changes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from core import clock
from core.breadcrumbs import HOME
from core.file_responses import saved
from review.models import Edition
from search.actions.add_lines import add_lines
from search.actions.keeping import keeps_dictionary
from search.actions.switch_off import switch_off
from search.actions.take_back import take_back
from search.domain.fitness import UnfitLines
from search.domain.folding import folded
from search.domain.lexicon import Lexicon, Line, shipped_lines
from search.forms.dictionary import LineForm, LinesForm, words_of
from search.models import DictionaryEntry
from search.queries import dictionary
from search.queries.dictionary_preview import changed, compare
from search.queries.missed import frequent

A_PAGE = 50
SHIPPED_SHOWN = 40
MISSED_ASKED = 10
"""So many of what was searched in vain are asked again for a preview."""


class KeepersMixin:
    """Stands before a view that the head office's editors alone have."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not keeps_dictionary(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class DictionaryPage(KeepersMixin, WagtailAdminTemplateMixin, TemplateView):
    """What the pages share."""

    header_icon = "openquote"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [HOME, {"url": reverse_lazy("dictionary:index"), "label": _("Dictionary of search")}]

    def preview(self, words: tuple[str, ...], after: Lexicon) -> dict[str, Any]:
        """Return what `after` changes for these words, among all that the person oversees."""
        at = clock.now()
        within = Edition.objects.overseen_by(self.request.user).readable(at)
        before, asked = dictionary.current(), frequent(at, MISSED_ASKED)
        return {
            "compared": compare(words, before, after, within, at),
            "missed_asked": len(asked),
            "missed_changed": changed(asked, before, after, within, at),
        }


class DictionaryView(DictionaryPage):
    """What the bank has written, newest first, and the shipped lines that have a word."""

    template_name = "search/dictionary/index.html"
    page_title = _("Dictionary of search")
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = folded(self.request.GET.get("q", "").strip()[:60])
        entries = DictionaryEntry.objects.select_related("saved_by").order_by("-saved_at", "-pk")
        off = set(entries.filter(is_active=True, switches_off=True).values_list("text", flat=True))
        shipped = [text for line in shipped_lines() if asked and asked in (text := str(line))]
        page = Paginator(entries, A_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "entries": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "asked": asked,
            "shipped": [(text, text in off) for text in shipped[:SHIPPED_SHOWN]],
            "shipped_count": len(shipped_lines()),
            "lines_form": LinesForm(),
        }


class AddView(DictionaryPage):
    """A POST of a line shows what it would change; a POST of what was seen adds it."""

    template_name = "search/dictionary/add.html"
    page_title = _("Add to the dictionary")
    http_method_names = ["get", "head", "post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = LineForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        line: Line = form.cleaned_data["line"]
        if form.cleaned_data["seen"] != str(line):
            shown = {name: form.cleaned_data[name] for name in ("relation", "words")}
            again = LineForm(initial={**shown, "seen": str(line)})
            preview = self.preview(line.words, dictionary.with_lines(line))
            return self.render_to_response(self.get_context_data(form=again, line=line, **preview))
        add_lines([line], actor=request.user, at=clock.now())
        messages.success(request, gettext("“%(line)s” holds from now on.") % {"line": line})
        return redirect("dictionary:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "form" not in kwargs:
            kwargs["form"] = LineForm(
                initial={"relation": "same", "words": self.request.GET.get("words", "")[:60]}
            )
        return super().get_context_data(**kwargs)


class OutOfForceView(DictionaryPage):
    """A GET shows what it changes that a line goes out of force; a POST does it."""

    template_name = "search/dictionary/out_of_force.html"
    http_method_names = ["get", "head", "post"]

    def line(self) -> str:
        """Return the line that goes. Raises Http404 if it is none."""
        raise NotImplementedError

    def after(self, text: str) -> Lexicon:
        return dictionary.without(text)

    def do(self) -> None:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.line()
        self.do()
        messages.success(request, gettext("Done. It holds from now on."))
        return redirect("dictionary:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.line()
        preview = self.preview(Line.read(text).words, self.after(text))
        return super().get_context_data(line=text, **preview, **kwargs)


class SwitchOffView(OutOfForceView):
    """Of a shipped line, named by `line`."""

    page_title = _("Switch off a shipped entry")

    def line(self) -> str:
        text = (self.request.POST if self.request.method == "POST" else self.request.GET).get("line", "")
        if text not in {str(line) for line in shipped_lines()}:
            raise Http404
        return text

    def do(self) -> None:
        switch_off(self.line(), actor=self.request.user, at=clock.now())


class TakeBackView(OutOfForceView):
    """Of an entry of the bank's own; one that switches a shipped line off brings that back."""

    page_title = _("Take back an entry")

    def line(self) -> str:
        return get_object_or_404(DictionaryEntry, public_id=self.kwargs["entry_id"]).text

    def after(self, text: str) -> Lexicon:
        return dictionary.without_entry(self.kwargs["entry_id"])

    def do(self) -> None:
        take_back(self.kwargs["entry_id"], actor=self.request.user, at=clock.now())


class ImportView(DictionaryPage):
    """All lines of a file, or none and what is wrong with which."""

    template_name = "search/dictionary/import.html"
    page_title = _("Import entries")
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = LinesForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        numbered = form.cleaned_data["file"]
        try:
            made = add_lines([line for _number, line in numbered], actor=request.user, at=clock.now())
        except UnfitLines as error:
            errors = [(numbered[one.number - 1][0], words_of(one.unfit)) for one in error.errors]
            return self.render_to_response(self.get_context_data(form=LinesForm(), errors=errors), status=400)
        words = ngettext("%(number)d entry added.", "%(number)d entries added.", len(made))
        messages.success(request, words % {"number": len(made)})
        return redirect("dictionary:index")


class ExportView(KeepersMixin, View):
    """The bank's own lines, one a line, as the import reads them."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        own, off = dictionary.written()
        lines = [*map(str, own), *(f"# {gettext('switched off here')}: {text}" for text in sorted(off))]
        return saved(HttpResponse("".join(f"{line}\n" for line in lines)), "dictionary.txt")


class KeepersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return keeps_dictionary(request.user)


class DictionaryViewSet(ViewSet):
    """The pages and their menu entry."""

    name = "dictionary"
    url_prefix = "dictionary"
    icon = "openquote"
    menu_label = _("Dictionary of search")
    menu_order = 225
    add_to_admin_menu = True
    menu_item_class = KeepersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", DictionaryView.as_view(), name="index"),
            path("add/", AddView.as_view(), name="add"),
            path("switch-off/", SwitchOffView.as_view(), name="switch_off"),
            path("import/", ImportView.as_view(), name="import"),
            path("export/", ExportView.as_view(), name="export"),
            path("<uuid:entry_id>/take-back/", TakeBackView.as_view(), name="take_back"),
        ]
