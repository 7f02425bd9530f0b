"""What I have saved: put aside with one tap, taken away with one tap."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from core import clock
from distribution.actions.save_piece import save_piece
from distribution.actions.unsave_piece import unsave_piece
from distribution.portal.access import for_managers
from distribution.portal.edition import ended
from distribution.portal.page import page
from distribution.queries.limits import manager_day
from distribution.queries.own_pieces import saved_pieces
from distribution.queries.reasons import ending_words
from review.models import Edition


@require_safe
@for_managers
def saved(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    pieces = saved_pieces(request.user, manager_day(request.user, at), at)
    context = {
        "cards": pieces.cards,
        "ended": [(one, ending_words(one.ending) if one.ending else "") for one in pieces.ended],
    }
    return page(request, "portal/saved.html", context, at=at)


@require_POST
@for_managers
def save(request: HttpRequest, public_id: UUID) -> HttpResponse:
    try:
        save_piece(public_id, actor=request.user, at=clock.now())
    except Edition.DoesNotExist:
        return ended(request, public_id)
    return _button(request, public_id, is_saved=True)


@require_POST
@for_managers
def unsave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    unsave_piece(public_id, actor=request.user)
    return _button(request, public_id, is_saved=False)


def _button(request: HttpRequest, public_id: UUID, *, is_saved: bool) -> HttpResponse:
    """The button as it stands now; without HTMX the page on which it was tapped."""
    if request.htmx:
        return render(request, "portal/_save.html", {"public_id": public_id, "is_saved": is_saved})
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(back if is_ours else "saved")
