from review.domain.changes import Change, PassageChange, Stretch, changed_passages


def test_only_what_differs_is_told_in_the_order_of_the_new_text() -> None:
    before = {"title": "早报", "body/a": "不变", "channels/x": "旧"}
    after = {"title": "晨报", "body/a": "不变", "channels/y": "新"}
    assert changed_passages(before, after) == [
        PassageChange(
            "title", (Stretch(Change.REMOVED, "早"), Stretch(Change.ADDED, "晨"), Stretch(Change.SAME, "报"))
        ),
        PassageChange("channels/y", (Stretch(Change.ADDED, "新"),)),
        PassageChange("channels/x", (Stretch(Change.REMOVED, "旧"),)),
    ]


def test_equal_documents_have_no_changes() -> None:
    assert changed_passages({"title": "早报"}, {"title": "早报"}) == []
