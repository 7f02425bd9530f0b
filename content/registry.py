"""What upper rooms put into the editor.

They fill it in their AppConfig.ready; content reads it and knows none of them.
"""

from collections.abc import Callable, Collection, Mapping

from wagtail.admin.panels import Panel

from content.models import Component

PanelMaker = Callable[[], Panel]
SubmitUrl = Callable[[Component], str]
Standings = Callable[[Collection[int]], Mapping[int, str]]

editor_panels: list[PanelMaker] = []
"""Each makes a panel that stands at the end of every component's form."""

submit_url: SubmitUrl | None = None
"""Gives the page on which a saved draft is submitted. None hides the button."""

standings: Standings | None = None
"""Gives, by primary key, words for where a component's newest submission stands. Two queries for all."""
