"""What review runs again and again."""

from core import schedule
from review.tasks import record_ended_editions

schedule.every(10, record_ended_editions)
