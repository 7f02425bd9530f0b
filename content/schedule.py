"""What content runs again and again."""

from content.tasks import forget_held_pictures, forget_unconfirmed_imports, take_imported_rows
from core import schedule

schedule.every(600, forget_held_pictures)
schedule.every(1, take_imported_rows)
schedule.every(3600, forget_unconfirmed_imports)
