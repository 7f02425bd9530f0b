"""What review runs again and again."""

from core import schedule
from review.tasks import erase_withdrawn_stories, record_ended_editions

schedule.every(10, record_ended_editions)
schedule.every(300, erase_withdrawn_stories)
