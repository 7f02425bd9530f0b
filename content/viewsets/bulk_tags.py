"""Tags put on and taken off many pieces at once, from the list of all pieces."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.permissions import policy_registry

from content.actions.tag_components import tag_components
from content.actions.untag_components import untag_components
from content.forms.tags import TagsToAddForm, TagsToRemoveForm
from content.models import Component
from content.viewsets.bulk import DiscreetMixin


class TagsBulkAction(DiscreetMixin, BulkAction):
    """What both share. Only listed pieces, never "all of the list": what is out of reach is not named."""

    models = [Component]
    template_name = "content/pieces/bulk_tags.html"

    @classmethod
    def get_queryset(cls, model: Any, object_ids: list[Any]) -> Any:
        keys = [key for key in object_ids if str(key).isdecimal()]
        return Component.objects.filter(pk__in=keys).select_related("branch").defer("body", "channels")

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        return []

    def check_perm(self, obj: Component) -> bool:
        policy = policy_registry.get_by_type(Component)
        return bool(policy.user_has_permission_for_instance(self.request.user, "change", obj))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"title": self.aria_label}

    def get_execution_context(self) -> dict[str, Any]:
        return {"tags": self.cleaned_form.cleaned_data["tags"], "user": self.request.user}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "%(count)d piece was changed.", "%(count)d pieces were changed.", num_parent_objects
        ) % {"count": num_parent_objects}


class AddTagsBulkAction(TagsBulkAction):
    display_name = _("Add tags")
    aria_label = _("Add tags to the chosen pieces")
    action_type = "add_tags"
    action_priority = 10
    form_class = TagsToAddForm

    @classmethod
    def execute_action(cls, objects: list[Component], tags: Any, user: Any, **kwargs: Any) -> tuple[int, int]:
        return tag_components([piece.pk for piece in objects], tags, actor=user), 0


class RemoveTagsBulkAction(TagsBulkAction):
    display_name = _("Take tags off")
    aria_label = _("Take tags off the chosen pieces")
    action_type = "remove_tags"
    action_priority = 20
    form_class = TagsToRemoveForm

    @classmethod
    def execute_action(cls, objects: list[Component], tags: Any, user: Any, **kwargs: Any) -> tuple[int, int]:
        return untag_components([piece.pk for piece in objects], tags, actor=user), 0
