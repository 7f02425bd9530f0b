import pytest

from review.domain.screening.checks import PersonalData
from review.domain.screening.personal import find, is_card_number, is_id_number


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("电话13812345678。", ["13812345678"]),
        ("138 1234 5678 / 139-1234-5678", ["138 1234 5678", "139-1234-5678"]),
        ("+86 13812345678", ["+86 13812345678"]),
        ("1.3.8.1.2.3.4.5.6.7.8", ["1.3.8.1.2.3.4.5.6.7.8"]),
        ("13.5 12.3 45.6 7", []),
        ("138****5678", []),
        ("12812345678", []),
        ("9913812345678", []),
        ("138123456789", []),
    ],
)
def test_mobile_numbers(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find(PersonalData.mobile, text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("11010519491231002x", ["11010519491231002x"]),
        ("110105 19491231 002x", ["110105 19491231 002x"]),
        ("110105194912310021", []),
        ("110105194902300025", []),
        ("身份证号110105194902300025", ["110105194902300025"]),
    ],
)
def test_identity_numbers(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find(PersonalData.id_card, text)] == found


def test_every_other_check_digit_is_refused() -> None:
    assert [digit for digit in "0123456789x" if is_id_number("44052418800101001" + digit)] == ["4"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("卡号6222021234567890003", ["6222021234567890003"]),
        ("卡号 6217 0000 0000 0000 012", ["6217 0000 0000 0000 012"]),
        ("卡号6222021234567890004", []),
        ("6222********0003", []),
        ("订单0000000000000000", []),
        ("转到62220260010 01234567这张卡", ["62220260010 01234567"]),
        ("流水62220260010 01234567", []),
    ],
)
def test_bank_cards(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find(PersonalData.bank_card, text)] == found


def test_every_other_last_figure_of_a_card_is_refused() -> None:
    assert [digit for digit in "0123456789" if is_card_number("622202123456789000" + digit)] == ["3"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("李秀英 尾号6688 存款52万到期", ["李秀英 尾号6688 存款52万"]),
        ("陈伟明总持仓300万", ["陈伟明总持仓300万"]),
        ("刘大爷在我们行有120万定期", ["刘大爷在我们行有120万"]),
        ("单笔存款满5万元", []),
        ("客户叫孙丽华，住幸福里小区3栋502", ["孙丽华，住幸福里小区3栋"]),
        ("孙丽华资产过千万", ["孙丽华资产过千万"]),
        ("金融监管总局：拨备资产达2万亿元", []),
        ("白金卡客户资产达50万", []),
        ("王女士咨询了养老规划", []),
        ("王女士咨询了养老规划。存款利率为1.5%", []),
    ],
)
def test_names_with_what_they_hold(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find(PersonalData.holdings, text)] == found


@pytest.mark.parametrize(
    ("data", "text", "found"),
    [
        (PersonalData.email, "请发至zhangsan@163.com", ["zhangsan@163.com"]),
        (PersonalData.email, "请发至service@bank.example.cn", []),
        (PersonalData.passport, "护照号e12345678", ["e12345678"]),
        (PersonalData.passport, "护照号****5678", []),
    ],
)
def test_mail_and_passports(data: PersonalData, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find(data, text)] == found
