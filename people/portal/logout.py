"""Logging out."""

from typing import Any

from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse


class ClearingLogoutView(LogoutView):
    """Tells the browser to drop what it keeps of us (OWASP ASVS 5.0, 14.3.1). The language cookie stays."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response
