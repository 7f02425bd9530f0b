"""What distribution runs again and again."""

from core import schedule
from distribution.tasks import build_packages, end_old_events, forget_old_counts, lapse_reservations

schedule.every(60, lapse_reservations)
schedule.every(2, build_packages)
schedule.every(3600, forget_old_counts)
schedule.every(600, end_old_events)
