"""What this room tells review about an edition."""

from django.utils.translation import gettext_lazy as _

from content.registry import UseGroup, use_groups
from distribution.queries.dependents import packages_using, packages_with, pulls_of_each
from review.registry import register_dependents

register_dependents("packages", _("Packages"), packages_with)
register_dependents("pulls", _("Pulls"), pulls_of_each)
use_groups.append(UseGroup("packages", _("Packages"), packages_using))
