"""What the distribution room hangs into Wagtail's admin."""

from wagtail import hooks

from distribution.viewsets.edition_chooser import edition_chooser_viewset
from distribution.viewsets.package import package_viewset
from distribution.viewsets.reach import ReachViewSet
from distribution.viewsets.rules import RulesViewSet


@hooks.register("register_admin_viewset")
def register_desk() -> list[object]:
    return [edition_chooser_viewset, package_viewset, ReachViewSet(), RulesViewSet()]
