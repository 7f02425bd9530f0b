"""A small canonical document."""

from typing import Any


def document(**changes: Any) -> dict[str, Any]:
    """Return a document with an indicator, a fact and one channel text."""
    return {
        "title": "晨间财经早报",
        "kind": "morning_brief",
        "voice": {"code": "expert"},
        "audience": {"segments": ["payroll"], "tier": "basic"},
        "product": None,
        "body": [
            {
                "id": "b1",
                "type": "indicators",
                "value": [
                    {
                        "id": "i1",
                        "value": {
                            "name": "上证指数",
                            "value": {"decimal": "3012.50"},
                            "unit": "点",
                            "change": {"decimal": "0.35"},
                            "as_of": {"moment": "2026-03-02T00:00:00Z"},
                            "source": "示范行情中心",
                        },
                    }
                ],
            },
            {
                "id": "b2",
                "type": "figures",
                "value": [
                    {
                        "id": "f1",
                        "value": {
                            "fact": {
                                "fact": {
                                    "id": 7,
                                    "product": "P1",
                                    "label": "七日年化",
                                    "value": "2.15%",
                                    "as_of": "2026-03-01",
                                    "source": "示范理财官网",
                                    "expires_on": "2026-03-31",
                                }
                            },
                            "wording": "截至披露日",
                        },
                    }
                ],
            },
        ],
        "channels": [{"id": "c1", "type": "moments", "value": {"text": "早安。", "pictures": []}}],
        "validity": {"from": "2026-03-02T00:00:00Z", "until": None},
    } | changes
