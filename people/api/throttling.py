"""How often one token may ask."""

from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class TokenThrottle(SimpleRateThrottle):
    """So many requests a minute for each token, counted in the cache (of each process, unless shared)."""

    def get_rate(self) -> str:
        return f"{settings.ARMOURY_API_REQUESTS_PER_MINUTE}/min"

    def get_cache_key(self, request: Request, view: Any) -> str:
        return f"api_throttle:{request.auth.pk}"

    def allow_request(self, request: Request, view: Any) -> bool:
        self.timer = view.at.timestamp
        return bool(super().allow_request(request, view))
