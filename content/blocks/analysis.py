"""Blocks of the product analysis."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from content.blocks.text import LINES, PlainCharBlock, PlainTextBlock


class FigureBlock(blocks.StructBlock):
    """A dated fact and the words in which it is told. The candidate freezes the fact's value."""

    fact = SnippetChooserBlock("content.Fact", label=_("Fact"))
    wording = PlainCharBlock(
        label=_("How it is told"),
        max_length=120,
        help_text=_("The sentence of the text that says this figure."),
    )

    class Meta:
        icon = "snippet"
        label = _("Fact")
        label_format = "{fact}"
        form_classname = "struct-block armoury-row"


class FiguresBlock(blocks.ListBlock):
    """The facts that an analysis rests on."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(FigureBlock(), max_num=10, icon="snippet", label=_("Facts used"), **kwargs)


class BenchmarkBlock(blocks.StructBlock):
    """A benchmark or yield, never without its period and its source (令2025年第10号)."""

    wording = PlainCharBlock(
        label=_("Wording"), max_length=200, example=_("For instance: benchmark 2.40%–3.00% a year")
    )
    period = PlainCharBlock(
        label=_("Period"), max_length=60, example=_("For instance: 2026-01-01 to 2026-03-31")
    )
    source = PlainCharBlock(label=_("Source and how it was worked out"), max_length=200)

    class Meta:
        icon = "order"
        label = _("Benchmark or yield")


class RisksBlock(blocks.ListBlock):
    """What may go wrong for the customer, one risk an entry."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            PlainTextBlock(
                label=_("Risk"),
                max_length=400,
                rows=2,
                example=_("For instance: the net value may fall, and the money invested may be lost in part"),
            ),
            min_num=1,
            max_num=8,
            icon="warning",
            label=_("Risks"),
            help_text=_("One risk a line, as easy to read as the advantages."),
            form_classname=LINES,
            **kwargs,
        )
