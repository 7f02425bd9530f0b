"""The call to action of a channel: where a customer goes next, checked as far as it can be while writing."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.text import PlainCharBlock
from content.domain import links
from content.domain.links import Fault

FAULTS: Mapping[Fault, str | Promise] = {
    Fault.NOT_PLAIN: gettext_lazy("Write the address plainly: no blanks, no user name, no letters but a–z."),
    Fault.NOT_HTTPS: gettext_lazy("The address must begin with https://."),
    Fault.NO_HOST: gettext_lazy(
        "The address must name a host, such as https://m.bank.example/page, and no port."
    ),
    Fault.UNKNOWN_SCHEME: gettext_lazy("The address must begin with https:// or with one of: %(schemes)s."),
}


class LinkBlock(blocks.CharBlock):
    """An address. Frozen as a link and no text of the piece."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": links.MOST_CHARACTERS, **kwargs})

    def fault(self, address: str) -> Fault | None:
        return links.h5_fault(address)

    def clean(self, value: Any) -> Any:
        cleaned = (super().clean(value) or "").strip()
        fault = self.fault(cleaned) if cleaned else None
        if fault is not None:
            schemes = ", ".join(f"{one}://" for one in sorted(settings.ARMOURY_APP_SCHEMES))
            raise ValidationError(FAULTS[fault], code=fault, params={"schemes": schemes})
        return cleaned


class AppAddressBlock(LinkBlock):
    """An address that opens the bank's app."""

    def fault(self, address: str) -> Fault | None:
        return links.app_fault(address, settings.ARMOURY_APP_SCHEMES)


class TechnicalBlock(blocks.CharBlock):
    """A name that machines read. Frozen as a code."""

    def __init__(self, pattern: Any, words: str | Promise, **kwargs: Any) -> None:
        self.pattern, self.words = pattern, words
        super().__init__(**{"max_length": 200, **kwargs})

    def clean(self, value: Any) -> Any:
        cleaned = (super().clean(value) or "").strip()
        if cleaned and not self.pattern.fullmatch(cleaned):
            raise ValidationError(self.words)
        return cleaned


def _card_words() -> PlainCharBlock:
    return PlainCharBlock(label=gettext_lazy("Words on the card"), max_length=20)


class MiniProgramBlock(blocks.StructBlock):
    words = _card_words()
    app_id = TechnicalBlock(
        links.APP_ID,
        gettext_lazy("A mini-program's id is wx and sixteen characters of 0–9 and a–f."),
        label=gettext_lazy("Mini-program id (appid)"),
    )
    path = TechnicalBlock(
        links.PAGE_PATH,
        gettext_lazy("Write the page's path inside the mini-program, such as pages/offer/index?id=1."),
        label=gettext_lazy("Page path"),
    )

    class Meta:
        icon = "mobile-alt"
        label = gettext_lazy("Mini-program")


class AppLinkBlock(blocks.StructBlock):
    words = _card_words()
    address = AppAddressBlock(label=gettext_lazy("Address that opens the app"))

    class Meta:
        icon = "link"
        label = gettext_lazy("App link")


class H5LinkBlock(blocks.StructBlock):
    words = _card_words()
    address = LinkBlock(label=gettext_lazy("Address of the page"))

    class Meta:
        icon = "link-external"
        label = gettext_lazy("H5 page")


class PhraseBlock(blocks.StructBlock):
    words = PlainCharBlock(label=gettext_lazy("Password phrase"), max_length=20)
    where = PlainCharBlock(
        label=gettext_lazy("Where to enter it"),
        max_length=40,
        help_text=gettext_lazy("For instance: the search box of mobile banking."),
    )

    class Meta:
        icon = "key"
        label = gettext_lazy("Password phrase")


class GroupCodeBlock(blocks.StructBlock):
    words = PlainCharBlock(label=gettext_lazy("Name of the group"), max_length=30)
    picture = ImageChooserBlock(label=gettext_lazy("QR code of the group"))
    where = PlainCharBlock(label=gettext_lazy("Place the group belongs to"), max_length=40)
    expires_at = blocks.DateTimeBlock(
        label=gettext_lazy("Code expires"),
        help_text=gettext_lazy(
            "WeChat says it below the code, usually after seven days. The piece ends with it."
        ),
    )

    class Meta:
        icon = "group"
        label = gettext_lazy("Group QR code")


class ActionBlock(blocks.StreamBlock):
    """What the customer is asked to do: nothing, or one thing. Its name is "action" in each channel."""

    mini_program = MiniProgramBlock()
    app_link = AppLinkBlock()
    h5_link = H5LinkBlock()
    phrase = PhraseBlock()
    group_code = GroupCodeBlock()

    class Meta:
        icon = "arrow-right"
        label = gettext_lazy("Call to action")
        required = False
        max_num = 1


def channel_fault(channel: str, action: Any, pictures: int) -> str | None:
    """Return in words why `channel` cannot carry the cleaned `action` beside so many pictures, or None.

    Moments take nine pictures or one link, and no mini-program (WeCom developer page 96923).
    """
    kind = action[0].block_type if action else None
    if channel != "moments":
        return None
    if kind == links.MINI_PROGRAM:
        return _("Moments take no mini-program. Choose an H5 page or a group QR code.")
    if kind in {links.APP_LINK, links.H5_LINK} and pictures:
        return _("Moments take either pictures or one link. Take the pictures or the link out.")
    return None
