"""The page of quality, and what the work loop measures for it."""

import pytest
from django.test import Client
from django.urls import reverse

from review.actions.measure_quality import measure_quality
from review.enums import Wanted
from review.models import QualityReport
from review.queries.quality import shown_quality
from tests.conftest import FrozenClock
from tests.factories.labelled import LabelledFactory
from tests.factories.people import UserFactory, branch_tree

pytestmark = pytest.mark.django_db


def test_it_is_measured_once_until_the_corpus_changes(frozen_clock: FrozenClock) -> None:
    assert shown_quality() is None
    assert measure_quality(frozen_clock.at) is True
    assert measure_quality(frozen_clock.at) is False
    shown = shown_quality()
    assert shown is not None
    assert shown.is_stale is False
    assert shown.whole.count >= 620
    assert shown.whole.wrong == len(shown.wrong)
    frozen_clock.advance(minutes=1)
    LabelledFactory(accepted=True, text="祝您端午安康", wanted=Wanted.BLOCK, category="故意标错")
    stale = shown_quality()
    assert stale is not None
    assert stale.is_stale is True
    assert measure_quality(frozen_clock.advance(minutes=1)) is True
    again = shown_quality("故意标错")
    assert again is not None
    assert again.is_stale is False
    assert [(one.text, one.wanted, one.found) for one in again.wrong] == [
        ("祝您端午安康", "Must be blocked", "May pass")
    ]
    assert again.whole.count == shown.whole.count + 1
    assert QualityReport.objects.count() == 1


def test_the_page_screens_nothing_and_shows_what_is_wrong(client: Client, frozen_clock: FrozenClock) -> None:
    head_office = branch_tree().head_office
    client.force_login(UserFactory(officer=True, branch=head_office))
    address = reverse("rule_quality:index")
    assert "have not been measured yet" in client.get(address).content.decode()
    LabelledFactory(accepted=True, text="祝您端午安康", wanted=Wanted.BLOCK, category="故意标错")
    LabelledFactory(accepted=True, text="保本保息稳赚不赔", wanted=Wanted.PASS, category="也标错")
    measure_quality(frozen_clock.at)
    page = client.get(address).content.decode()
    assert "祝您端午安康" in page
    assert "保本保息稳赚不赔" in page
    assert "0.0–79.3" in page.replace("%", "").replace(" ", "")
    one = client.get(address, {"category": "故意标错"}).content.decode()
    assert "祝您端午安康" in one
    assert "保本保息稳赚不赔" not in one


def test_it_is_for_the_head_office(client: Client) -> None:
    client.force_login(UserFactory(officer=True, branch=branch_tree().east))
    assert client.get(reverse("rule_quality:index")).status_code == 302
