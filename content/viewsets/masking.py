"""Looking at the pictures of a story: which there are, one with its boxes, its bytes."""

import logging
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from content import registry
from content.actions.declare_nothing_to_mask import declare_nothing_to_mask
from content.actions.leave_out_picture import leave_out_picture
from content.actions.mask_picture import mask_picture
from content.domain.masking import Box
from content.enums import ComponentState, MaskStyle
from content.forms.masking import BoxFormSet, StyleForm
from content.models import Component
from content.queries.masking import Source, as_it_is, masked, source_bytes, source_of, sources_of
from content.queries.media import PictureChanged
from content.viewsets.oversight import OverseenMixin
from core import blobs, clock
from core.actions import Conflict
from core.file_responses import shown

logger = logging.getLogger(__name__)
GONE = (FileNotFoundError, PictureChanged, blobs.BlobChanged)


class StoryView(PermissionCheckedMixin, OverseenMixin):
    """For those who may change the piece. `draft` is the piece as it was last saved."""

    model: Any = None
    permission_required = "change"
    edit_url_name: str | None = None
    masking_url_name: str | None = None

    @cached_property
    def draft(self) -> Component:
        return self.held.get_latest_revision_as_object()

    @cached_property
    def source(self) -> Source:
        source = source_of(self.draft, self.kwargs["sha256"])
        if source is None:
            raise Http404
        return source

    def to_list(self) -> HttpResponse:
        return redirect(reverse(self.masking_url_name, args=[self.held.pk]))


class StoryPage(StoryView, WagtailAdminTemplateMixin, TemplateView):
    header_icon = "image"
    page_title = gettext_lazy("Mask pictures")

    def get_page_subtitle(self) -> str:
        return str(self.draft)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse(self.edit_url_name, args=[self.held.pk])
        return [{"url": edit, "label": str(self.draft)}, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"draft": self.draft, "edit_url": reverse(self.edit_url_name, args=[self.held.pk])}
        return super().get_context_data(**kwargs) | own


class MaskingListView(StoryPage):
    """Every picture of the piece, and whether somebody has looked at it."""

    template_name = "content/masking/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = {one.result_sha256: one for one in self.held.maskings.select_related("done_by")}
        namespace = self.masking_url_name.rsplit(":", 1)[0]
        pictures = [
            {
                "source": source,
                "said": said.get(source.sha256) if source.image is not None else None,
                "mask": reverse(f"{namespace}:mask", args=[self.held.pk, source.sha256]),
                "address": reverse(f"{namespace}:unmasked", args=[self.held.pk, source.sha256]),
            }
            for source in sources_of(self.draft)
        ]
        is_open = self.held.state == ComponentState.DRAFT
        return super().get_context_data(**kwargs) | {"pictures": pictures, "is_open": is_open}


class MaskingView(StoryPage):
    """One picture. The button says what is done: "mask", "nothing" or "leave_out"."""

    template_name = "content/masking/picture.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        proposed = self._proposed()
        initial = [
            {"x": one.x, "y": one.y, "width": one.width, "height": one.height, "origin": one.origin}
            for one in proposed or ()
        ]
        return self._show(self._boxes(initial=initial), StyleForm(), waits=proposed is None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        deeds = {"nothing": self._nothing, "leave_out": self._leave_out}
        deed = deeds.get(request.POST.get("deed", ""), self._mask)
        try:
            return deed()
        except GONE:
            logger.exception("a picture of %s cannot be read", self.held.public_id)
            messages.error(request, _("This picture cannot be read any more. Ask for it once more."))
        except Conflict as conflict:
            return render(request, "core/conflict.html", {"words": conflict.words}, status=409)
        return self.to_list()

    def _mask(self) -> HttpResponse:
        boxes, style = self._boxes(self.request.POST), StyleForm(self.request.POST)
        if not boxes.is_valid() or not style.is_valid():
            return self._show(boxes, style, status=400)
        made = masked(self.source, boxes.boxes, MaskStyle(style.cleaned_data["style"]))
        mask_picture(
            self.held.public_id,
            self.source.sha256,
            made,
            boxes.boxes,
            actor=self.request.user,
            at=clock.now(),
        )
        messages.success(self.request, _("Masked. The masked picture stands in the draft."))
        return self.to_list()

    def _nothing(self) -> HttpResponse:
        declare_nothing_to_mask(
            self.held.public_id,
            self.source.sha256,
            as_it_is(self.source),
            actor=self.request.user,
            at=clock.now(),
        )
        messages.success(self.request, _("Noted under your name: nothing to mask in this picture."))
        return self.to_list()

    def _leave_out(self) -> HttpResponse:
        leave_out_picture(self.held.public_id, self.source.sha256, actor=self.request.user, at=clock.now())
        messages.success(self.request, _("This picture is left out."))
        return self.to_list()

    def _boxes(self, *args: Any, **kwargs: Any) -> Any:
        made: Any = BoxFormSet
        return made(*args, size=(self.source.width, self.source.height), **kwargs)

    def _proposed(self) -> Sequence[Box] | None:
        if registry.proposed_boxes is None:
            return []
        try:
            return registry.proposed_boxes(source_bytes(self.source))
        except GONE:
            return []

    def _show(self, boxes: Any, style: Any, status: int = 200, waits: bool = False) -> HttpResponse:
        namespace = self.masking_url_name.rsplit(":", 1)[0]
        context = self.get_context_data(
            source=self.source,
            boxes=boxes,
            style=style,
            waits=waits,
            address=reverse(f"{namespace}:unmasked", args=[self.held.pk, self.source.sha256]),
            list_url=reverse(self.masking_url_name, args=[self.held.pk]),
        )
        return self.render_to_response(context, status=status)


class UnmaskedPictureView(StoryView, View):
    """The bytes of one picture of the piece, for those who mask it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            content = source_bytes(self.source)
        except GONE as error:
            raise Http404 from error
        kind = "jpeg" if self.source.kind == "jpg" else self.source.kind
        return shown(HttpResponse(content), f"{self.source.sha256[:12]}.{kind}", f"image/{kind}")
