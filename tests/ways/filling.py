"""A row in every table whose rows must not change."""

from review.models import Edition
from tests.factories.api import ApiClientFactory, fact_batch
from tests.factories.calendar import WeeklyColumnFactory
from tests.factories.content import FactFactory, ProductAnalysisFactory, h5_link
from tests.factories.distribution import pull_edition
from tests.factories.labelled import LabelledFactory
from tests.factories.partner import make_partner_piece
from tests.factories.people import leave_of
from tests.factories.review import recall_edition, resume_edition, submit_component, suspend_edition
from tests.factories.rules import changed_draft, make_rule, put_in_force
from tests.factories.stories import withdrawn_story
from tests.factories.tags import TagFactory
from tests.factories.unread import unread_piece
from tests.factories.webhooks import WebhookFactory
from tests.ways.pieces import WORDS, Bank, draft, issued


def fill_frozen_tables(bank: Bank) -> Edition:
    """Return an edition that was pulled, suspended, resumed and recalled; make a row in every other table."""
    edition = issued(bank)
    pull_edition(edition, bank.manager)
    submit_component(draft(bank, texts={"group": WORDS}, actions={"group": h5_link()}))
    fact = FactFactory()
    submit_component(ProductAnalysisFactory(created_by=bank.editor, product=fact.product, fact=fact))
    suspend_edition(edition)
    resume_edition(edition)
    recall_edition(edition)
    withdrawn_story()
    make_partner_piece()
    TagFactory()
    WeeklyColumnFactory(branch=bank.editor.branch)
    fact_batch(ApiClientFactory(branch=bank.tree.head_office))
    WebhookFactory()
    leave_of(bank.manager)
    unread_piece(typed="早安")
    LabelledFactory()
    put_in_force([make_rule()])
    changed_draft()
    return edition
