"""Note a token's use: to the minute, so that not every request writes."""

from datetime import datetime

from django.db.models import Q

from people.models import ApiToken


def note_token_use(token: ApiToken, at: datetime) -> None:
    """Keep that `token` was used in the minute of `at`, once a minute."""
    minute = at.replace(second=0, microsecond=0)
    if token.last_used_at is not None and token.last_used_at >= minute:
        return
    unseen = Q(last_used_at__isnull=True) | Q(last_used_at__lt=minute)
    ApiToken.objects.filter(unseen, pk=token.pk).update(last_used_at=minute)
