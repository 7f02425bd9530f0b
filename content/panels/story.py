"""On a customer's story: what its consent and its pictures still ask for, and the ways to deal with it."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from content import registry
from content.queries.stories import consent_problems


class StoryPanel(Panel):
    """Shown on a story that was saved once."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/panels/story.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            close = registry.close_url
            return {
                **super().get_context_data(parent_context),
                "problems": list(consent_problems(self.instance)),
                "masking_url": reverse(f"content_{self.instance.kind}:masking", args=[self.instance.pk]),
                "close_url": close(self.instance) if close is not None else None,
            }
