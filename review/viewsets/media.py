"""Pictures of a candidate, for those who may see its case and for nobody else (I1, I8)."""

import logging
import mimetypes
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from core import blobs
from core.file_responses import saved, shown
from review.models import CandidateMedium, Case
from review.viewsets.access import DeskView

logger = logging.getLogger(__name__)


class CaseMediaView(DeskView):
    """One picture by its SHA-256. Derivatives show themselves; the original is only ever saved."""

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
        response = HttpResponse(content)
        name = f"{sha256[:16]}{mimetypes.guess_extension(medium.mime) or '.bin'}"
        return shown(response, name, medium.mime) if medium.derivative else saved(response, name)
