"""What distribution runs again and again."""

from core import schedule
from distribution.tasks import build_packages, forget_old_counts, lapse_reservations

schedule.every(60, lapse_reservations)
schedule.every(2, build_packages)
schedule.every(3600, forget_old_counts)
