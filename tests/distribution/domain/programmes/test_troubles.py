from collections.abc import Sequence

from distribution.domain.programmes.entries import Entry, Selector, Shelved
from distribution.domain.programmes.grid import Grid
from distribution.domain.programmes.selecting import select
from distribution.domain.programmes.troubles import Placed, Trouble, troubles
from tests.distribution.domain.programmes.rows import MONDAY, WINDOWS, entry, shelved

FIVE, EIGHT = MONDAY.replace(hour=5), MONDAY.replace(hour=8)
DEALS = Selector(kinds=frozenset({"noon_deal"}))


def found(
    entries: Sequence[Entry],
    shelf: Sequence[Shelved],
    by_hand: Sequence[Placed] = (),
    adrift: tuple[Entry, ...] = (),
) -> list[Trouble]:
    grid = Grid(tuple(entries), adrift=adrift)
    selection = select(grid.entries, shelf, WINDOWS, {}, [one.edition.key for one in by_hand])
    return list(troubles(grid, selection, by_hand, shelf, WINDOWS))


def test_all_is_well() -> None:
    assert found([entry(1)], [shelved(1)]) == []


def test_nothing_fewer_everything() -> None:
    entries = [
        entry(1, selector=DEALS),
        entry(2, how_many=3),
        entry(3, slot="evening", selector=Selector(), how_many=1),
    ]
    shelf = [shelved(1), shelved(2, kind="faq"), shelved(3, kind="faq")]
    assert found(entries, shelf) == [
        Trouble("nothing", "morning", 1),
        Trouble("fewer", "morning", 2, number=1),
        Trouble("everything", "evening", 3, number=3),
    ]


def test_a_late_brief_is_one_trouble_with_its_stand_in() -> None:
    late = entry(1, awaits="morning_brief", stand_in_kind="faq")
    assert found([late], [shelved(2, kind="faq")]) == [Trouble("awaited", "morning", 1, ("第2篇",))]


def test_what_ends_before_its_slot_opens_or_while_it_is_open() -> None:
    before, during = shelved(1, ends_at=FIVE), shelved(2, ends_at=EIGHT)
    assert found([entry(1)], [before]) == [
        Trouble("nothing", "morning", 1),
        Trouble("ends_before", "morning", 1, ("第1篇",), 1),
    ]
    assert found([entry(1)], [during]) == [Trouble("ends_during", "morning", titles=("第2篇",), number=1)]
    by_hand = [Placed("noon", before)]
    assert found([], [before], by_hand) == [Trouble("ends_before", "noon", titles=("第1篇",), number=1)]


def test_one_product_and_one_merchant_twice_in_a_slot() -> None:
    twins = [shelved(1, product="P1", merchant="示范咖啡"), shelved(2, product="P1", merchant="示范咖啡")]
    assert found([entry(1, how_many=2)], twins) == [
        Trouble("same_product", "morning", titles=("第2篇", "第1篇"), number=2),
        Trouble("same_merchant", "morning", titles=("第2篇", "第1篇"), number=2),
    ]
    assert found([entry(1), entry(2, slot="noon")], twins) == []


def test_what_was_put_by_hand_clashes_too() -> None:
    one, other = shelved(1, product="P1"), shelved(2, product="P1", kind="faq")
    assert found([entry(1)], [one, other], [Placed("morning", other)]) == [
        Trouble("same_product", "morning", titles=("第2篇", "第1篇"), number=2)
    ]


def test_two_entries_of_one_place() -> None:
    here = Selector(kinds=frozenset({"noon_deal"}), place="桃园")
    payroll, elderly = frozenset({"payroll"}), frozenset({"elderly"})
    shelf = [shelved(key, kind="noon_deal", places=frozenset({"桃园"})) for key in (1, 2)]
    assert found([entry(1, selector=here), entry(2, selector=here, segments=payroll)], shelf) == [
        Trouble("same_place", "morning", 2, ("桃园",))
    ]
    apart = [entry(1, selector=here, segments=elderly), entry(2, selector=here, segments=payroll)]
    assert found(apart, shelf) == []


def test_what_stands_for_nothing_is_named() -> None:
    assert found([], [], adrift=(entry(4, mode="replace", replaces=1),)) == [
        Trouble("replaces_nothing", "morning", 4)
    ]
