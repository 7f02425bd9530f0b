"""What people runs again and again."""

from core import schedule
from people.tasks import forget_expired_sessions, forget_old_deliveries

schedule.every(60 * 60, forget_expired_sessions)
schedule.every(60 * 60, forget_old_deliveries)
