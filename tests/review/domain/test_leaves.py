from review.domain.leaves import leaves
from tests.review.domain.documents import document


def test_every_text_figure_and_setting_has_its_place() -> None:
    assert leaves(document()) == {
        "title": "晨间财经早报",
        "body/b1/i1/name": "上证指数",
        "body/b1/i1/unit": "点",
        "body/b1/i1/source": "示范行情中心",
        "body/b2/f1/wording": "截至披露日",
        "channels/c1/text": "早安。",
        "body/b1/i1/value": "3012.50",
        "body/b1/i1/change": "0.35",
        "body/b1/i1/as_of": "2026-03-02T00:00:00Z",
        "body/b2/f1/fact": "七日年化 2.15% (2026-03-01, 示范理财官网)",
        "validity/from": "2026-03-02T00:00:00Z",
        "validity/until": "",
        "audience/segments": "payroll",
        "audience/tier": "basic",
        "voice": "expert",
    }


def test_a_product_is_compared_part_by_part() -> None:
    found = leaves(document(product={"code": "P1", "risk": "R2", "is_agency": False}))
    assert (found["product/code"], found["product/risk"], found["product/is_agency"]) == ("P1", "R2", "False")


def test_pictures_are_compared_by_their_hash() -> None:
    value = {"text": "早安。", "pictures": [{"id": "p1", "value": {"picture": "ab" * 32}}]}
    found = leaves(document(channels=[{"id": "c1", "type": "moments", "value": value}]))
    assert found["channels/c1/pictures/p1"] == "ab" * 32
