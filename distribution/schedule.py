"""What distribution runs again and again."""

from core import schedule
from distribution.tasks import lapse_reservations

schedule.every(60, lapse_reservations)
