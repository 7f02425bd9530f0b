"""The columns of each kind that comes in by tables: headings, explanations, an example for the template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from content.domain.imports.columns import Column, Form, fold
from content.domain.wecom_limits import LIMITS
from content.enums import CardPlace, Channel, RightsBasis, ScriptScene, Segment, Tier, Voice
from content.kinds import FAQ, POSTER, SCRIPT

VARIANTS = 6
LABELS = {
    "title": gettext_lazy("Title"),
    "product": gettext_lazy("Product code"),
    "segments": gettext_lazy("Customer segments"),
    "tier": gettext_lazy("Group tier"),
    "voice": gettext_lazy("Voice"),
    "valid_until": gettext_lazy("Valid until"),
    "script_scene": gettext_lazy("Scene"),
    "aim": gettext_lazy("What it is to achieve"),
    "not_when": gettext_lazy("When not to use it"),
    "question": gettext_lazy("Question"),
    "other_wordings": gettext_lazy("Other wordings"),
    "answer": gettext_lazy("Answer"),
    "answer_picture": gettext_lazy("Screenshot"),
    "artwork": gettext_lazy("Poster picture"),
    "card_place": gettext_lazy("Place for name and QR code"),
    "shown_words": gettext_lazy("Words in the picture"),
    "rights_basis": gettext_lazy("Right to use it"),
    "rights_holder": gettext_lazy("Rights holder"),
    "rights_until": gettext_lazy("Right ends on"),
    "moments": gettext_lazy("Text for moments"),
    "group": gettext_lazy("Text for groups"),
    "one_to_one": gettext_lazy("Text for one to one"),
    "channel_pictures": gettext_lazy("Pictures for the channels"),
}
NUMBERED = {"words": gettext_noop("Words %(number)d"), "suits": gettext_noop("Suits %(number)d")}
EXAMPLES = {
    "title": gettext_lazy("Greeting on the first day of work"),
    "aim": gettext_lazy("Get to know each other"),
    "not_when": gettext_lazy("The customer has complained and waits for an answer"),
    "question": gettext_lazy("How do I raise my daily transfer limit?"),
    "other_wordings": gettext_lazy("The limit is too low"),
    "answer": gettext_lazy("In the mobile bank: Me, Security centre, Transfer limits."),
    "answer_picture": "limits.png",
    "artwork": "spring-poster.jpg",
    "shown_words": gettext_lazy("Spring walk with us"),
    "rights_holder": gettext_lazy("Demonstration bank"),
    "words_1": gettext_lazy("Good morning, I am your customer manager."),
    "suits_1": gettext_lazy("formal"),
    "moments": gettext_lazy("Good morning from our branch."),
    "channel_pictures": "spring-1.jpg",
}


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """A column with what people read: its label, and the labels of its choices by code."""

    column: Column
    label: str | Promise
    number: int = 0
    choices: tuple[tuple[str, str | Promise], ...] = ()

    @property
    def code(self) -> str:
        return self.column.code

    @property
    def heading(self) -> str:
        """The heading in the language that is active."""
        if self.number:
            return translation.gettext(str(self.label)) % {"number": self.number}
        return str(self.label)

    @property
    def example(self) -> str:
        """What the template's example row says here."""
        return str(self.choices[0][1]) if self.choices else str(EXAMPLES.get(self.code, ""))

    @property
    def explanation(self) -> str:
        """What may stand in the column, in one line."""
        parts = [_("required") if self.column.is_required else _("may be empty")]
        match self.column.form:
            case Form.CHOICE:
                parts.append(_("one of the list"))
            case Form.CHOICES:
                parts.append(_("several of the list, with commas between them"))
            case Form.DAY:
                parts.append(_("a day such as 2026-12-31"))
            case Form.LINES:
                parts.append(
                    _("one a line, at most %(most)d of %(longest)d characters")
                    % {"most": self.column.most, "longest": self.column.longest}
                )
            case Form.PICTURE:
                parts.append(_("the name of a picture in the ZIP file"))
            case Form.PICTURES:
                parts.append(
                    _("names of at most %(most)d pictures in the ZIP file") % {"most": self.column.most}
                )
            case Form.LINE | Form.TEXT:
                parts.append(_("at most %(longest)d characters") % {"longest": self.column.longest})
        return _(", ").join(parts)


def columns_of(kind_code: str) -> tuple[ImportColumn, ...]:
    """Return the columns of a kind that comes in by tables. Raises KeyError for any other."""
    return _tables()[kind_code]


def kinds_by_table() -> tuple[str, ...]:
    """Return the codes of the kinds that come in by tables."""
    return (SCRIPT.code, FAQ.code, POSTER.code)


@cache
def names_of(kind_code: str) -> Mapping[str, str]:
    """Return the code of a column by its folded headings: in each language, and the code itself."""
    names: dict[str, str] = {}
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            names |= {fold(one.heading): one.code for one in columns_of(kind_code)}
    return names | {fold(one.code): one.code for one in columns_of(kind_code)}


def _line(code: str, longest: int, *, is_required: bool = False) -> ImportColumn:
    return ImportColumn(Column(code, Form.LINE, is_required, longest), LABELS[code])


def _text(code: str, longest: int, *, is_required: bool = False) -> ImportColumn:
    return ImportColumn(Column(code, Form.TEXT, is_required, longest), LABELS[code])


def _lines(code: str, most: int, longest: int) -> ImportColumn:
    return ImportColumn(Column(code, Form.LINES, longest=longest, most=most), LABELS[code])


def _chosen(code: str, form: Form, choices: type[TextChoices], *, is_required: bool = False) -> ImportColumn:
    most = len(choices) if form is Form.CHOICES else 1
    column = Column(code, form, is_required, most=most, choices=_written(choices))
    return ImportColumn(column, LABELS[code], choices=tuple((one.value, one.label) for one in choices))


def _written(choices: Iterable[TextChoices]) -> Mapping[str, str]:
    """Return code by what people may write: the code itself, and its label in each language of the site."""
    found = {fold(one.value): str(one.value) for one in choices}
    for language, _label in settings.LANGUAGES:
        with translation.override(language):
            found |= {fold(str(one.label)): str(one.value) for one in choices}
    return found


def _variants() -> Iterable[ImportColumn]:
    for number in range(1, VARIANTS + 1):
        words = Column(f"words_{number}", Form.TEXT, is_required=number == 1, longest=1000)
        yield ImportColumn(words, NUMBERED["words"], number)
        yield ImportColumn(Column(f"suits_{number}", Form.LINE, longest=60), NUMBERED["suits"], number)


def _channels() -> Iterable[ImportColumn]:
    for code in Channel.values:
        limits = LIMITS[code]
        column = Column(code, Form.TEXT, longest=limits.characters or limits.octets, octets=limits.octets)
        yield ImportColumn(column, LABELS[code])
    yield ImportColumn(
        Column("channel_pictures", Form.PICTURES, longest=200, most=9), LABELS["channel_pictures"]
    )


def _common() -> tuple[ImportColumn, ...]:
    return (
        _line("product", 40),
        _chosen("segments", Form.CHOICES, Segment),
        _chosen("tier", Form.CHOICE, Tier),
        _chosen("voice", Form.CHOICE, Voice),
        ImportColumn(Column("valid_until", Form.DAY), LABELS["valid_until"]),
        *_channels(),
    )


@cache
def _tables() -> Mapping[str, tuple[ImportColumn, ...]]:
    """Made when first asked for: labels are translated then."""
    title = _line("title", 80, is_required=True)
    return {
        SCRIPT.code: (
            title,
            _chosen("script_scene", Form.CHOICE, ScriptScene, is_required=True),
            _line("aim", 120),
            *_variants(),
            _lines("not_when", 8, 500),
            *_common(),
        ),
        FAQ.code: (
            title,
            _line("question", 120, is_required=True),
            _lines("other_wordings", 10, 120),
            _text("answer", 1300, is_required=True),
            ImportColumn(Column("answer_picture", Form.PICTURE), LABELS["answer_picture"]),
            *_common(),
        ),
        POSTER.code: (
            title,
            ImportColumn(Column("artwork", Form.PICTURE, is_required=True), LABELS["artwork"]),
            _chosen("card_place", Form.CHOICE, CardPlace),
            _text("shown_words", 1000),
            _chosen("rights_basis", Form.CHOICE, RightsBasis),
            _line("rights_holder", 80),
            ImportColumn(Column("rights_until", Form.DAY), LABELS["rights_until"]),
            *_common(),
        ),
    }
