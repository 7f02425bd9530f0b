"""What content runs again and again."""

from content.tasks import forget_held_pictures
from core import schedule

schedule.every(600, forget_held_pictures)
