"""`manage.py api_token NAME --scopes ...`: let another system in, from the machine's own command line."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core import clock
from core.actions import Refused
from people.actions.add_api_client import add_api_client
from people.actions.issue_api_token import issue_api_token
from people.enums import Scope
from people.models import ApiClient, Branch, User
from people.queries.api_tokens import signing_secret


class Command(BaseCommand):
    help = (
        "Issue a token to another system, which is added if it is new. The token is printed once; with "
        "events:write the secret that signs is on a second line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="The system's name.")
        parser.add_argument("--scopes", nargs="+", choices=Scope.values, required=True, metavar="SCOPE")
        parser.add_argument("--branch", help="Code of the branch of a new system.")
        parser.add_argument("--contact", default="—", help="Who answers for a new system.")
        parser.add_argument("--days", type=int, default=90, help="How long the token holds.")
        parser.add_argument("--as", dest="login", required=True, help="The administrator who issues it.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["days"] <= settings.ARMOURY_API_TOKEN_DAYS:
            raise CommandError(_("A token holds for 1 to %d days.") % settings.ARMOURY_API_TOKEN_DAYS)
        actor = User.objects.filter(username=options["login"]).first()
        if actor is None:
            raise CommandError(_("There is nobody with this log-in."))
        at = clock.now()
        signed: dict[str, Any] = {"actor": actor, "authenticated_at": at, "at": at}
        try:
            client = ApiClient.objects.filter(name=options["name"]).first() or self._add(options, signed)
            scopes = [Scope(scope) for scope in options["scopes"]]
            text = issue_api_token(client, scopes=scopes, days=options["days"], **signed)
            self.stdout.write(text)
            if Scope.EVENTS_WRITE in scopes:
                self.stdout.write(signing_secret(text))
        except Refused as refusal:
            raise CommandError(refusal.words) from refusal

    def _add(self, options: dict[str, Any], signed: dict[str, Any]) -> ApiClient:
        branch = Branch.objects.filter(code=options["branch"] or "").first()
        if branch is None:
            raise CommandError(_("Name the branch of the new system: --branch CODE."))
        return add_api_client(options["name"], branch=branch, contact=options["contact"], **signed)
