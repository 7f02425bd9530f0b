"""Where a document's links lead, and what keeps it from being submitted."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from content.domain import links
from content.domain.document import Document, passages
from content.enums import Channel


def link_problems(document: Document, at: datetime) -> Iterator[str]:
    """Yield in words each call to action, and each address in a text, that the bank does not answer for, and
    each group code that has ended by `at`.
    """
    for channel, action in links.actions(document):
        label = Channel(channel).label
        if action.app_id and action.app_id not in settings.ARMOURY_MINI_PROGRAMS:
            yield _("%(channel)s opens the mini-program %(app_id)s, which is none of the bank's.") % {
                "channel": label,
                "app_id": action.app_id,
            }
        schemes = settings.ARMOURY_APP_SCHEMES if action.kind == links.APP_LINK else ()
        if action.address and not links.is_listed(action.address, settings.ARMOURY_LINK_DOMAINS, schemes):
            yield _elsewhere(str(label), action.address)
        if action.expires_at is not None and action.expires_at <= at:
            yield _("The group code “%(name)s” expired on %(time)s. Put a new one in.") % {
                "name": action.words,
                "time": f"{timezone.localtime(action.expires_at):%Y-%m-%d %H:%M}",
            }
    written = dict.fromkeys(address for one in passages(document) for address in links.links_in(one.text))
    for address in written:
        if not links.is_listed(address, settings.ARMOURY_LINK_DOMAINS):
            yield _elsewhere(_("A text"), address)


def _elsewhere(what: str, address: str) -> str:
    return _(
        "%(what)s leads to %(address)s. Only https links to %(domains)s may be sent; an administrator can "
        "list another domain."
    ) % {"what": what, "address": address, "domains": ", ".join(sorted(settings.ARMOURY_LINK_DOMAINS))}
