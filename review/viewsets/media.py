"""Pictures of a candidate, for those who may see its case and for nobody else (I1, I8)."""

import logging
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from core import blobs
from review.models import CandidateMedium, Case
from review.viewsets.access import DeskView

logger = logging.getLogger(__name__)

INLINE = frozenset({"image/jpeg", "image/png", "image/webp"})


class CaseMediaView(DeskView):
    """One picture by its SHA-256. Originals of an unstated type are handed out as downloads, never shown."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, public_id: UUID, sha256: str) -> HttpResponse:
        case = get_object_or_404(Case.objects.overseen_by(request.user), public_id=public_id)
        medium = CandidateMedium.objects.filter(candidate_id=case.candidate_id, sha256=sha256).first()
        if medium is None:
            raise Http404
        try:
            content = blobs.get(sha256)
        except (FileNotFoundError, blobs.BlobChanged) as error:
            logger.exception("picture %s of %s cannot be shown", sha256, case.subject)
            raise Http404 from error
        disposition = "inline" if medium.mime in INLINE else "attachment"
        return HttpResponse(
            content,
            content_type=medium.mime if medium.mime in INLINE else "application/octet-stream",
            headers={
                "Content-Disposition": f'{disposition}; filename="{sha256[:16]}"',
                "Cache-Control": "private, no-store",
                "X-Content-Type-Options": "nosniff",
            },
        )
