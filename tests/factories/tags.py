"""Tags and saved filters."""

import factory
from factory.django import DjangoModelFactory

from content.models import SavedFilter, Tag
from tests.factories.people import BranchFactory, UserFactory


class TagFactory(DjangoModelFactory[Tag]):
    class Meta:
        model = Tag

    code = factory.Sequence(lambda number: f"tag-{number}")
    name = factory.Sequence(lambda number: f"示范标签{number}")
    branch = factory.SubFactory(BranchFactory)


class SavedFilterFactory(DjangoModelFactory[SavedFilter]):
    """A filter of an editor's own; `shared_with=` shows it to a branch."""

    class Meta:
        model = SavedFilter

    owner = factory.SubFactory(UserFactory, editor=True)
    name = factory.Sequence(lambda number: f"示范筛选{number}")
    query = "state=draft"
