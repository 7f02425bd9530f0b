"""Fields in channel texts that keep a document from being submitted."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from content.domain.document import ChannelText, Document, channel_texts
from content.domain.merge import LINK, WIDEST, fields_in, filled
from content.domain.wecom_limits import Excess, excesses
from content.enums import Channel
from content.kinds import get_kind


def merge_problems(document: Document) -> Iterator[str]:
    """Yield in words each field that does not exist or may not stand here, and each text that would be too
    long for WeCom when its fields are filled in.
    """
    allowed = () if document.get("partner") else get_kind(document["kind"]).merge_fields
    for one in channel_texts(document):
        channel = Channel(one.channel).label
        used = tuple(dict.fromkeys(name for text in one.wordings for name in fields_in(text)))
        for name in used:
            if name not in allowed:
                yield _unknown(str(channel), name, allowed)
        if LINK in used and LINK in allowed and not _leads_by_https(one):
            yield _(
                "%(channel)s has the field {%(field)s}, but its call to action is no https address. "
                "Give it one, or take the field out."
            ) % {"channel": channel, "field": LINK}
        if used and any(_is_too_long(one.channel, text) for text in one.wordings):
            yield _(
                "%(channel)s would be too long for WeCom with a long name in its fields. Shorten the text."
            ) % {"channel": channel}


def _unknown(channel: str, name: str, allowed: tuple[str, ...]) -> str:
    told = {"channel": channel, "field": name, "fields": " ".join(f"{{{one}}}" for one in allowed)}
    if not allowed:
        return _("%(channel)s has the field {%(field)s}; texts of this piece may have none.") % told
    return _("%(channel)s has the field {%(field)s}, which does not exist. Use one of: %(fields)s.") % told


def _leads_by_https(one: ChannelText) -> bool:
    return one.action is not None and one.action.address.startswith("https://")


def _is_too_long(channel: str, text: str) -> bool:
    found = excesses(channel, filled(text, WIDEST), 0)
    return any(excess is not Excess.PICTURES for excess, _count, _limit in found)
