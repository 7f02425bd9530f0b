"""What a supervisor asks: is the process alive, is it ready to serve?"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.queries.health import health, weaknesses


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers. Touches nothing."""
    return HttpResponse("live\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """503 unless all checks of core.queries.health hold; `degraded` names what else wants a look."""
    checks = health()
    degraded = [name for name, holds in weaknesses().items() if not holds]
    return JsonResponse(
        {"ready": all(checks.values()), "checks": checks, "degraded": degraded},
        status=200 if all(checks.values()) else 503,
    )
