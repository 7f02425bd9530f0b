"""What review runs again and again."""

from core import schedule
from review.tasks import (
    erase_withdrawn_stories,
    measure_rules_in_force,
    note_new_findings,
    read_waiting_pictures,
    record_ended_editions,
    try_drafts_of_rules,
)

schedule.every(10, record_ended_editions)
schedule.every(300, erase_withdrawn_stories)
schedule.every(1, read_waiting_pictures, seconds_at_most=60)
schedule.every(2, try_drafts_of_rules)
schedule.every(10, note_new_findings)
schedule.every(60, measure_rules_in_force)
