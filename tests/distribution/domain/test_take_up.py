from distribution.domain.take_up import Counts, added_up


def test_counts_add_up_by_key_and_what_is_left_waits() -> None:
    found = [("a", Counts(5, 2, 1, 0)), ("b", Counts(1, 0, 0, 0)), ("a", Counts(opened=7))]
    sums = added_up(found, str)
    assert sums == {"a": Counts(5, 2, 1, 7), "b": Counts(1, 0, 0, 0)}
    assert sums["a"].waiting == 2
