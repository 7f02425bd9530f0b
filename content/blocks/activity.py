"""Blocks of the activity kit: run-down, prizes, reminders."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.coded import CodeBlock, WholeNumberBlock
from content.blocks.text import TABLE, PlainCharBlock, PlainTextBlock
from content.enums import Game


class GameBlock(blocks.StructBlock):
    """What is played, and how many may take part."""

    game = CodeBlock(Game, label=gettext_lazy("Game"))
    minutes = WholeNumberBlock(label=gettext_lazy("Length in minutes"), max_value=600, default=30)
    people = WholeNumberBlock(label=gettext_lazy("How many take part"), required=False)

    class Meta:
        icon = "circle-plus"
        label = gettext_lazy("Game")
        form_classname = "struct-block armoury-row"


class RunDownStepBlock(blocks.StructBlock):
    """One step: at which minute, what is sent, what the host does."""

    minute = blocks.IntegerBlock(
        label=gettext_lazy("Minute"),
        min_value=-1440,
        max_value=600,
    )
    message = PlainTextBlock(label=gettext_lazy("Message"), max_length=1000, rows=1, required=False)
    host_action = PlainCharBlock(
        label=gettext_lazy("What the host does"),
        max_length=200,
        required=False,
        example=gettext_lazy("For instance: pin the notice"),
    )
    picture = ImageChooserBlock(label=gettext_lazy("Picture"), required=False)

    class Meta:
        label = gettext_lazy("Step")
        label_format = "{minute}′ {host_action}"
        form_classname = "struct-block armoury-step"


class RunDownBlock(blocks.ListBlock):
    """The steps in the order of their minutes. Each says or does something."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            RunDownStepBlock(),
            min_num=1,
            max_num=60,
            icon="list-ol",
            label=gettext_lazy("Run-down"),
            help_text=gettext_lazy(
                "Minute 0 is the start; what comes before has a minus. Each step says or does something."
            ),
            form_classname=TABLE,
            form_attrs={"data-run-down": ""},
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors: dict[int, ValidationError] = {}
        latest: int | None = None
        for position, step in enumerate(cleaned):
            if not step["message"] and not step["host_action"] and not self.is_deferred_validation:
                errors[position] = ValidationError(_("Write a message or what the host does."))
            elif latest is not None and step["minute"] is not None and step["minute"] < latest:
                errors[position] = ValidationError(
                    _("Minute %(minute)d comes before the step above it.") % {"minute": step["minute"]}
                )
            latest = step["minute"] if step["minute"] is not None else latest
        if errors:
            raise ListBlockValidationError(block_errors=errors)
        return cleaned


class PrizeBlock(blocks.StructBlock):
    """What can be won. Worth at most 50,000 yuan each (反不正当竞争法 2025, art. 11)."""

    prize = PlainCharBlock(
        label=gettext_lazy("Prize"), max_length=60, example=gettext_lazy("For instance: canvas bag")
    )
    quantity = WholeNumberBlock(label=gettext_lazy("How many"))
    worth = blocks.DecimalBlock(
        label=gettext_lazy("Worth of one in yuan"),
        min_value=0,
        max_value=50_000,
        max_digits=10,
        decimal_places=2,
    )
    handed_out = PlainCharBlock(
        label=gettext_lazy("When and how it is handed out"),
        max_length=120,
        example=gettext_lazy("For instance: by post within three working days"),
    )

    class Meta:
        label = gettext_lazy("Prize")
        label_format = "{prize} × {quantity}"
        form_classname = "struct-block armoury-row"


class PrizesBlock(blocks.ListBlock):
    """The prizes. Never for buying a deposit, wealth product, fund or insurance."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            PrizeBlock(),
            max_num=10,
            icon="pick",
            label=gettext_lazy("Prizes"),
            form_classname=TABLE,
            help_text=gettext_lazy(
                "Never tied to buying a deposit, wealth product, fund or insurance. At most 50,000 yuan each."
            ),
            **kwargs,
        )


class ReminderBlock(blocks.StructBlock):
    """A message that calls people to the activity."""

    hours_before = WholeNumberBlock(label=gettext_lazy("Hours before"), max_value=240)
    reminder = PlainTextBlock(label=gettext_lazy("Message"), max_length=400, rows=1)

    class Meta:
        label = gettext_lazy("Reminder")
        form_classname = "struct-block armoury-row armoury-row--last-wide"


class RemindersBlock(blocks.ListBlock):
    """Up to five reminders."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            ReminderBlock(),
            max_num=5,
            icon="thumbtack",
            label=gettext_lazy("Reminders"),
            form_classname=TABLE,
            **kwargs,
        )
