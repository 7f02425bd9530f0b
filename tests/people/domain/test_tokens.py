import pytest

from people.domain import tokens


def test_a_new_token_has_its_shape_and_no_two_are_alike() -> None:
    made = {tokens.make() for _ in range(50)}
    shapes = {tokens.shape_of(text) for text in made}
    assert len(made) == len(shapes) == 50
    assert None not in shapes


@pytest.mark.parametrize(
    "text", ["", "arm_", "arm_00000000_", "arm_0000000g_" + "x" * 43, "arm_00000000_" + "x" * 44, "x" * 56]
)
def test_what_is_no_token_has_none(text: str) -> None:
    assert tokens.shape_of(text) is None
