"""What content runs again and again."""

from content.tasks import (
    check_links_in_use,
    forget_held_pictures,
    forget_unconfirmed_imports,
    take_imported_rows,
)
from core import schedule

schedule.every(600, forget_held_pictures)
schedule.every(1, take_imported_rows)
schedule.every(3600, forget_unconfirmed_imports)
schedule.every(20, check_links_in_use, seconds_at_most=40)
