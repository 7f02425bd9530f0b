"""Why something may not go out, in words: what would be allowed, and when."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from content.enums import Segment
from distribution.domain.counters import Limit, Period, day_after
from distribution.domain.gate import Lock, Reason
from distribution.queries.reach import Audience
from people.enums import QualificationKind
from review.enums import EditionStatus


def reason_words(reason: Reason, today: date) -> str:
    """Return `reason` as a sentence or two. `today` is the business day on which they are read."""
    if reason.lock is Lock.UNQUALIFIED:
        return _(
            "This may only be sent by who holds: %(qualification)s. Have yours entered: %(contact)s."
        ) % {
            "qualification": QualificationKind(reason.qualification).label,
            "contact": settings.ARMOURY_QUALIFICATION_CONTACT,
        }
    if reason.lock is Lock.OUTSIDE_WINDOW and reason.opens_at is not None:
        return _("These customers are not disturbed at this hour: you may send it from %(time)s.") % {
            "time": opening_time(reason, today)
        }
    return {
        Lock.NOTHING_WRITTEN: _("Nothing was approved for this channel. Choose another channel."),
        Lock.HIGH_RISK_IN_PUBLIC: _("R4 and R5 may only be offered one to one, to customers whom they suit."),
        Lock.PRIVATE_IN_PUBLIC: _(
            "What is raised privately may only be shown one to one, to qualified investors."
        ),
        Lock.OTHER_SEGMENT: _("This was not approved for these customers. Choose a segment that it is for."),
    }[reason.lock]


def reason_hint(reason: Reason, today: date) -> str:
    """Return in two or three words what would do."""
    if reason.lock is Lock.UNQUALIFIED:
        return _("needs: %(qualification)s") % {
            "qualification": QualificationKind(reason.qualification).label
        }
    if reason.lock is Lock.OUTSIDE_WINDOW:
        return _("from %(time)s") % {"time": opening_time(reason, today)}
    if reason.lock in {Lock.HIGH_RISK_IN_PUBLIC, Lock.PRIVATE_IN_PUBLIC}:
        return _("one to one only")
    return _("not available")


def opening_time(reason: Reason, today: date) -> str:
    """Return when the window opens, such as "9:00" or "9:00 tomorrow"."""
    if reason.opens_at is None:
        return ""
    time = f"{reason.opens_at.hour}:{reason.opens_at.minute:02}"
    return time if reason.opens_at.date() == today else _("%(time)s tomorrow") % {"time": time}


def full_words(limit: Limit, segment: str, most: int, today: date) -> str:
    """Return that the limit has no place left, and from when there are new ones."""
    told = {"limit": most, "segment": Segment(segment).label}
    if not limit.is_of_customers and limit.period is Period.DAY:
        return (
            _(
                "You have taken %(limit)d pieces for %(segment)s today, which is the limit. "
                "Tomorrow there are new places."
            )
            % told
        )
    if limit.period is Period.DAY:
        return (
            _(
                "%(segment)s have got %(limit)d pieces on this channel today, which is the limit. "
                "Send the next one tomorrow."
            )
            % told
        )
    return _(
        "%(segment)s have got %(limit)d pieces on this channel this month, which is the limit. "
        "From %(day)s there are new places."
    ) % {**told, "day": f"{day_after(limit.period, today):%Y-%m-%d}"}


def audience_words(audience: Audience | None) -> str:
    """Return how many will see it and who is left out; that nobody knows, without the manager's table."""
    if audience is None:
        return _("number of customers unknown")
    parts = [_("%(count)s will see it") % {"count": f"{audience.visible:,}"}]
    if audience.full:
        parts.append(_("%(count)s have had enough for now") % {"count": f"{audience.full:,}"})
    if audience.untagged:
        parts.append(_("%(count)s without risk assessment") % {"count": f"{audience.untagged:,}"})
    if audience.unsuitable:
        parts.append(_("%(count)s whom it does not suit") % {"count": f"{audience.unsuitable:,}"})
    return _(", ").join(parts)


def unreachable_words(audience: Audience, today: date) -> str:
    """Return why nobody may get it, and what to do when."""
    if audience.again is not None and audience.again > day_after(Period.DAY, today):
        return _("Your customers have had what the limit allows: %(why)s. Send it from %(day)s on.") % {
            "why": audience_words(audience),
            "day": f"{audience.again:%Y-%m-%d}",
        }
    if audience.full:
        return _("Your customers have had what the limit allows: %(why)s. Send it tomorrow.") % {
            "why": audience_words(audience)
        }
    return _("It suits none of your customers: %(why)s. Have their risk assessed first.") % {
        "why": audience_words(audience)
    }


def ending_words(ending: EditionStatus) -> str:
    """Return how an edition has ended, and that it is not to be sent."""
    return {
        EditionStatus.RECALLED: _("This was recalled and must not be sent any more."),
        EditionStatus.EXPIRED: _("This has expired and must not be sent any more."),
        EditionStatus.SUPERSEDED: _("A newer edition has taken the place of this one."),
        EditionStatus.SUSPENDED: _("This was suspended and must not be sent for the time being."),
    }[ending]
