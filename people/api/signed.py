"""For requests that must come signed, as the Standard Webhooks specification has it."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from people import security_log
from people.api.problems import Unsigned
from people.api.view import ApiView
from people.domain.webhooks import Flaw, NotGenuine, verified
from people.queries.api_tokens import signing_secrets

SIGNATURE = [
    OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.HEADER, required=True, description=words)
    for name, words in (
        ("webhook-id", "The id in the body."),
        ("webhook-timestamp", "Seconds since 1970, within five minutes of now."),
        ("webhook-signature", "v1, and HMAC-SHA256 in Base64 of id, timestamp and body, full stops between."),
    )
]


class SignedView(ApiView):
    """Takes requests alone that are signed with the secret of their token. `message` is the signed id."""

    message: str

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        sent = {name.lower(): value for name, value in request.headers.items()}
        body = request._request.body
        try:
            self.message = verified(sent, body, signing_secrets(self.token), int(self.at.timestamp()))
        except NotGenuine as error:
            security_log.note(
                "api.signature_refused", request._request, by=self.client, reason=error.flaw.value
            )
            raise Unsigned(_words(error.flaw)) from error


def _words(flaw: Flaw) -> str:
    return {
        Flaw.UNSIGNED: _("Sign the request: send webhook-id, webhook-timestamp and webhook-signature."),
        Flaw.OUT_OF_TIME: _(
            "The signature's time is more than five minutes off. Set the clock and sign anew."
        ),
        Flaw.WRONG: _("The signature is not of these bytes by this token's secret. Sign what you send."),
    }[flaw]
