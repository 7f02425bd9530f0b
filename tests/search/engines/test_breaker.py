"""The breaker: when it opens, and how it closes again."""

from search.engines.breaker import Breaker


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def opened(watch: Stopwatch) -> Breaker:
    breaker = Breaker(failures=2, rest_seconds=10, monotonic=watch)
    assert [breaker.failed(), breaker.failed()] == [False, True]
    return breaker


def test_it_opens_after_failures_in_a_row() -> None:
    breaker = Breaker(failures=2, rest_seconds=10, monotonic=Stopwatch())
    breaker.failed()
    breaker.worked()
    breaker.failed()

    assert (breaker.allows(), breaker.allows(), breaker.is_open) == (True, True, False)


def test_while_open_it_allows_one_question_after_each_rest() -> None:
    watch = Stopwatch()
    breaker = opened(watch)
    assert not breaker.allows()

    for at in (10.0, 20.0):
        watch.seconds = at
        assert [breaker.allows(), breaker.allows()] == [True, False]


def test_a_failed_question_lengthens_the_rest() -> None:
    watch = Stopwatch()
    breaker = opened(watch)
    watch.seconds = 10.0
    assert breaker.allows()
    watch.seconds = 11.0

    assert not breaker.failed()
    watch.seconds = 20.5
    assert not breaker.allows()
    watch.seconds = 21.0
    assert breaker.allows()


def test_an_answer_closes_it() -> None:
    watch = Stopwatch()
    breaker = opened(watch)
    watch.seconds = 10.0
    assert breaker.allows()

    assert [breaker.worked(), breaker.worked()] == [True, False]
    assert [breaker.allows(), breaker.allows()] == [True, True]
