import pytest
from django.test import Client
from django.urls import reverse

from distribution.models import SendingRule
from distribution.queries.rules import CODES, rules_in_force
from tests.distribution.conftest import Bank
from tests.factories.people import UserFactory


@pytest.fixture
def operator_client(bank: Bank, client: Client) -> Client:
    client.force_login(UserFactory(operator=True, branch=bank.tree.head_office))
    return client


def test_the_list_shows_every_rule_with_its_source(operator_client: Client) -> None:
    page = operator_client.get(reverse("sending_rules:index")).content.decode()
    for rule in rules_in_force().by_code.values():
        assert rule.source in page
        assert reverse("sending_rules:set", args=[rule.code]) in page
    assert "9:00-11:00, 14:00-17:00, 20:00-22:00" in page


def test_others_at_the_desk_look_and_are_offered_nothing(bank: Bank, client: Client) -> None:
    client.force_login(UserFactory(operator=True, branch=bank.tree.east))
    page = client.get(reverse("sending_rules:index")).content.decode()
    assert rules_in_force().by_code["segment_day"].source in page
    assert reverse("sending_rules:set", args=["segment_day"]) not in page
    answer = client.post(
        reverse("sending_rules:set", args=["segment_day"]), {"measure": "unlimited", "source": "x"}
    )
    assert answer.status_code == 302
    assert not SendingRule.objects.exists()


@pytest.mark.parametrize(
    ("code", "form", "value"),
    [
        ("moments_day", {"measure": "number", "number": "4"}, "4"),
        ("moments_day", {"measure": "unlimited"}, "unlimited"),
        ("message_month", {"measure": "days_of_month"}, "days_of_month"),
        ("windows_payroll", {"windows": "20:00-22:00，9:00-11:00"}, "9:00-11:00, 20:00-22:00"),
        ("windows_elderly", {"windows": ""}, ""),
        ("free_opening", {"value": "allowed"}, "allowed"),
        ("free_opening", {"value": ""}, ""),
    ],
)
def test_setting_one(operator_client: Client, code: str, form: dict[str, str], value: str) -> None:
    address = reverse("sending_rules:set", args=[code])
    assert operator_client.get(address).status_code == 200
    assert operator_client.post(address, {**form, "source": "行内规定 1 号"}).status_code == 302
    kept = SendingRule.objects.get()
    assert (kept.code, kept.value, kept.source) == (code, value, "行内规定 1 号")
    page = operator_client.get(reverse("sending_rules:index")).content.decode()
    assert "行内规定 1 号" in page


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("moments_day", {"measure": "number", "number": "", "source": "x"}),
        ("moments_day", {"measure": "number", "number": "-1", "source": "x"}),
        ("moments_day", {"measure": "number", "number": "3", "source": ""}),
        ("moments_day", {"measure": "sometimes", "source": "x"}),
        ("windows_elderly", {"windows": "22:00-6:00", "source": "x"}),
        ("windows_elderly", {"windows": "mornings", "source": "x"}),
    ],
)
def test_what_is_wrong_is_said_and_nothing_set(
    operator_client: Client, code: str, form: dict[str, str]
) -> None:
    answer = operator_client.post(reverse("sending_rules:set", args=[code]), form)
    assert answer.status_code == 400
    assert "error-message" in answer.content.decode()
    assert not SendingRule.objects.exists()


def test_a_rule_that_is_none_does_not_exist(operator_client: Client) -> None:
    assert operator_client.get("/admin/sending-rules/moments_week/").status_code == 404
    assert "moments_week" not in CODES
