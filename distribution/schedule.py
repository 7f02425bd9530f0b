"""What distribution runs again and again."""

from core import schedule
from distribution.tasks import build_packages, lapse_reservations

schedule.every(60, lapse_reservations)
schedule.every(2, build_packages)
