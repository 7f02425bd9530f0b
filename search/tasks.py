"""Thin Celery tasks of this room."""

from celery import shared_task

from core import clock, schedule
from search.actions.count_missed import forget_missed
from search.actions.learn import count, learn
from search.actions.reconcile import reconcile
from search.actions.take_in_words import take_in_words
from search.engines import has_cluster
from search.queries import dictionary


@shared_task
def reconcile_index() -> int:
    mended = reconcile(clock.now())
    return mended.put + mended.removed


@shared_task
def align_elasticsearch() -> int:
    """Its client is imported where it is used alone: it takes long."""
    if not has_cluster():
        return 0
    from search.actions.align import align

    return align(clock.now())


@shared_task
def learn_words() -> int:
    dictionary.current()
    take_in_words(clock.now())
    learned = learn()
    count()
    return learned


@shared_task
def forget_missed_queries() -> int:
    return forget_missed(clock.now())


schedule.every(60, reconcile_index)
schedule.every(60, align_elasticsearch)
schedule.every(3600, forget_missed_queries)
schedule.every(10, learn_words)
