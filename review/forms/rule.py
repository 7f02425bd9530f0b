"""One rule of screening: common parts as fields, complicated checks as TOML."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.enums import Channel, ProductType, Segment
from content.kinds import kind_choices
from review.domain.screening.examples import outcomes
from review.domain.screening.loader import read_rule
from review.domain.screening.parts import Checks, example_lines, lead, put_together, read_examples, take_apart
from review.domain.screening.result import Severity, Status
from review.domain.screening.rules import Rule
from review.domain.screening.tables import RuleSetError, Table
from review.forms.rule_words import example_words, problem_words

SEVERITIES: Final = [
    (Severity.block.value, gettext_lazy("Block: must be changed")),
    (Severity.warn.value, gettext_lazy("Warn: needs a justification")),
    (Severity.info.value, gettext_lazy("Info: for information")),
]
STATUSES: Final = [
    (Status.in_force.value, gettext_lazy("In force")),
    (Status.pending.value, gettext_lazy("Not in force yet")),
    (Status.practice.value, gettext_lazy("House practice")),
]
PRODUCTS: Final = [
    *ProductType.choices,
    ("agency", gettext_lazy("Agency product")),
    ("trust", gettext_lazy("Trust")),
    ("pension", gettext_lazy("Pension product")),
    ("market", gettext_lazy("Market talk")),
    ("campaign", gettext_lazy("Campaign")),
    ("unspecified", gettext_lazy("No product given")),
]
_TEXTS: Final = ("title", "category", "severity", "law", "article", "status", "verified", "suggestion")
_SCOPES: Final = ("kinds", "products", "channels", "segments")


class LinesField(forms.CharField):
    """Texts, one a line; empty lines are none."""

    def __init__(self, **kwargs: Any) -> None:
        rows = kwargs.pop("rows", 4)
        widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "false", "class": "desk-lines"})
        super().__init__(required=False, strip=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]
        text = super().clean(value)
        return tuple(line.strip() for line in text.splitlines() if line.strip())


def _choices(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class RuleForm(forms.Form):
    """A valid form has the `rule` that it says, whose own sentences came out as they should.

    `shown_sha256` is of the rule's bytes as the page showed them, empty for a new rule.
    """

    rule_id = forms.RegexField(
        r"[A-Z]{2,8}-[0-9]{3,4}",
        label=gettext_lazy("Rule number"),
        help_text=gettext_lazy("Such as GUA-001: capital letters, a hyphen, three or four figures."),
        error_messages={
            "invalid": gettext_lazy("Write capital letters, a hyphen and three or four figures.")
        },
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    category = forms.CharField(label=gettext_lazy("Category"), max_length=80)
    severity = forms.ChoiceField(label=gettext_lazy("Severity"), choices=SEVERITIES, widget=forms.RadioSelect)
    law = forms.CharField(label=gettext_lazy("Law"), max_length=500)
    article = forms.CharField(label=gettext_lazy("Article"), max_length=200)
    status = forms.ChoiceField(
        label=gettext_lazy("Standing of the law"), choices=STATUSES, widget=forms.RadioSelect
    )
    verified = forms.CharField(
        label=gettext_lazy("Checked in"),
        max_length=80,
        help_text=gettext_lazy(
            "The sources in which the article was read, such as “S1, S4”; “memory” where a part was not "
            "compared with its text; “practice” for a rule of the house."
        ),
    )
    suggestion = forms.CharField(
        label=gettext_lazy("Suggestion"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500
    )
    kinds = _choices(gettext_lazy("Only kinds"), kind_choices)
    products = _choices(gettext_lazy("Only products"), PRODUCTS)
    channels = _choices(gettext_lazy("Only channels"), Channel.choices)
    segments = _choices(gettext_lazy("Only segments"), Segment.choices)
    offering = forms.BooleanField(label=gettext_lazy("Only in pieces that offer a product"), required=False)
    spares_news = forms.BooleanField(
        label=gettext_lazy("For information only in a sentence that merely reports"), required=False
    )
    words = LinesField(
        label=gettext_lazy("Words to find"),
        help_text=gettext_lazy("One a line. Found in every writing: by sound, split, with signs in between."),
    )
    word_exceptions = LinesField(
        label=gettext_lazy("Not inside (for words)"), help_text=gettext_lazy("Patterns, one a line."), rows=2
    )
    patterns = LinesField(
        label=gettext_lazy("Patterns"),
        help_text=gettext_lazy(
            "Regular expressions over folded text, one a line; each repetition has a bound."
        ),
    )
    pattern_exceptions = LinesField(
        label=gettext_lazy("Not inside (for patterns)"),
        help_text=gettext_lazy("Patterns, one a line."),
        rows=2,
    )
    rest = forms.CharField(
        label=gettext_lazy("Other checks"),
        help_text=gettext_lazy(
            "As TOML: required disclosures, figures, links, facts. Each begins with [[checks]]."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "desk-lines"}),
    )
    must_hit = LinesField(
        label=gettext_lazy("Must be found"),
        help_text=gettext_lazy('Sentences, one a line; { text = "…", product = "wmp" } where more is given.'),
        rows=5,
    )
    must_not_hit = LinesField(label=gettext_lazy("Must not be found"), rows=5)
    shown_sha256 = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    rule: Rule

    def __init__(self, *args: Any, rule_id: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rule_id = rule_id
        if rule_id:
            del self.fields["rule_id"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        try:
            self.rule = read_rule(Table("", "", self._table(cleaned)))
        except RuleSetError as error:
            field, place = self._spot(error.field, cleaned)
            words = problem_words(error)
            self.add_error(field, f"{place}{words}")
        else:
            self._try_sentences()
        return cleaned

    def _table(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        rule_id = self._rule_id or cleaned["rule_id"]
        scope = {name: list(cleaned[name]) for name in _SCOPES if cleaned[name]}
        return {
            "id": rule_id,
            **{name: cleaned[name] for name in _TEXTS},
            "spares_news": cleaned["spares_news"],
            "scope": scope | {"offering": cleaned["offering"]},
            "checks": put_together(rule_id, _parts(cleaned)),
            "must_hit": read_examples(rule_id, "must_hit", cleaned["must_hit"]),
            "must_not_hit": read_examples(rule_id, "must_not_hit", cleaned["must_not_hit"]),
        }

    def _spot(self, spot: str, cleaned: Mapping[str, Any]) -> tuple[str, str]:
        """Return the field of this form that an error is about, and the words for the place in it."""
        name, _bracket, rest = spot.partition("[")
        number, _bracket, inner = rest.partition("]")
        if name == "checks":
            leading = lead(_parts(cleaned))
            if not number:
                return "words", _("Give words, patterns or other checks: ")
            if int(number) < len(leading):
                field = leading[int(number)]
                is_exception = inner.endswith("exceptions")
                return (f"{field[:-1]}_exceptions" if is_exception else field), ""
            place = {"number": int(number) - len(leading) + 1, "key": inner.lstrip(".")}
            return "rest", _("check %(number)d, %(key)s: ") % place
        if number and name in self.fields:
            return name, _("line %(number)d: ") % {"number": int(number) + 1}
        name = name.partition(".")[0]
        return (name if name in self.fields else "rest"), ""

    def _try_sentences(self) -> None:
        for outcome in outcomes(self.rule):
            if not outcome.is_right:
                self.add_error("must_hit" if outcome.wanted else "must_not_hit", example_words(outcome))


FIELD_LABELS: Final[Mapping[str, Any]] = {
    **{name: field.label for name, field in RuleForm.base_fields.items()},
    "scope": gettext_lazy("Where it applies"),
    "checks": gettext_lazy("Checks"),
}
"""What people call the parts of a rule."""


def initial_of(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form of a rule begins with; `table` is what the rule says as in TOML."""
    parts = take_apart(table["checks"])
    scope = table.get("scope", {})
    return {
        **{name: table[name] for name in _TEXTS},
        **{name: scope.get(name, []) for name in _SCOPES},
        "offering": scope.get("offering", False),
        "spares_news": table.get("spares_news", False),
        "words": "\n".join(parts.words),
        "word_exceptions": "\n".join(parts.word_exceptions),
        "patterns": "\n".join(parts.patterns),
        "pattern_exceptions": "\n".join(parts.pattern_exceptions),
        "rest": parts.rest,
        "must_hit": example_lines(table["must_hit"]),
        "must_not_hit": example_lines(table["must_not_hit"]),
    }


def _parts(cleaned: Mapping[str, Any]) -> Checks:
    names = ("words", "word_exceptions", "patterns", "pattern_exceptions", "rest")
    return Checks(**{name: cleaned[name] for name in names})
