"""Forms of the dictionary of search."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.actions.add_lines import require_fit
from search.domain.fitness import LONGEST, MOST_OTHERS, MOST_WORDS, Problem, Unfit, UnfitLines
from search.domain.lexicon import Line, Relation

MOST_OCTETS = 200_000
MOST_LINES = 500

RELATIONS = (
    (Relation.SAME.value, gettext_lazy("The same: each finds the others")),
    (Relation.WIDER.value, gettext_lazy("The first also finds the others, not the other way round")),
    (Relation.WORD.value, gettext_lazy("One word that is not cut, such as a new product's name")),
)

PROBLEMS = {
    Problem.NOTHING: gettext_lazy("There is no word in it. Write at least one."),
    Problem.TOO_FEW: gettext_lazy("“%(word)s” stands alone. Write a second word for it to find."),
    Problem.TOO_MANY: gettext_lazy("These are more than %(most_words)d words. Make two entries of them."),
    Problem.ONE_WORD: gettext_lazy("“%(word)s” is a second word. Make an entry of its own for it."),
    Problem.SIGNS: gettext_lazy(
        "“%(word)s” has signs that search leaves out. Write Chinese, letters and figures alone."
    ),
    Problem.ONE_CHARACTER: gettext_lazy(
        "“%(word)s” is a single character and would stand everywhere. Write the whole word."
    ),
    Problem.TOO_LONG: gettext_lazy(
        "“%(word)s” is longer than %(longest)d characters. Take the part that people type."
    ),
    Problem.NOT_CHINESE: gettext_lazy(
        "“%(word)s” is not all Chinese. Letters and figures are found as they stand; write the Chinese part."
    ),
    Problem.MEANS_NOTHING: gettext_lazy("Search passes over “%(word)s”. Choose a word that names something."),
    Problem.TWICE: gettext_lazy("“%(word)s” stands here twice, perhaps in another writing. Take one away."),
    Problem.PERSONAL: gettext_lazy(
        "This may be a customer's name or number, which does not belong into the dictionary. Take it out."
    ),
    Problem.KNOWN: gettext_lazy("The dictionary has “%(word)s” in this way already. Nothing need be added."),
    Problem.TOO_MANY_OTHERS: gettext_lazy(
        "“%(word)s” would find more than %(most_others)d other words, and the rest would not be looked for. "
        "Leave out the words that matter least."
    ),
    Problem.CIRCLE: gettext_lazy(
        "“%(word)s” leads back to the first word. If both mean the same, choose “The same”."
    ),
    Problem.EVERYWHERE: gettext_lazy(
        "“%(word)s” stands in nearly every piece, so everything would be found. Choose a narrower word."
    ),
}


def words_of(unfit: Unfit) -> str:
    """Return what is wrong in words that say what to do next."""
    return str(PROBLEMS[unfit.problem]) % {
        "word": unfit.word,
        "most_words": MOST_WORDS,
        "most_others": MOST_OTHERS,
        "longest": LONGEST,
    }


class LineForm(forms.Form):
    """One line, as people write it; `line` in the cleaned data is the Line. `seen` is what was looked at."""

    relation = forms.ChoiceField(
        label=gettext_lazy("What the words are to one another"), choices=RELATIONS, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Words of the entry"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One below the other, or with commas between them. What managers type comes first."
        ),
        error_messages={"required": gettext_lazy("There is no word in it. Write at least one.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "relation" in cleaned and "words" in cleaned:
            cleaned["line"] = line = Line.of(Relation(cleaned["relation"]), cleaned["words"])
            try:
                require_fit([line])
            except UnfitLines as error:
                self.add_error("words", words_of(error.errors[0].unfit))
        return cleaned


class LinesForm(forms.Form):
    """A file of lines; `file` in the cleaned data is the list of Lines with their numbers in it."""

    file = forms.FileField(
        label=gettext_lazy("Text file"),
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
        help_text=gettext_lazy("One entry a line, as in what is exported. Lines after # are left out."),
        error_messages={"required": gettext_lazy("Choose a text file.")},
    )

    def clean_file(self) -> list[tuple[int, Line]]:
        upload: UploadedFile = self.cleaned_data["file"]
        if upload.size is None or upload.size > MOST_OCTETS:
            raise ValidationError(_("The file is too large. Give up to 500 entries at once."))
        try:
            text = upload.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(
                _("The file is not written in UTF-8. Save it so, then choose it again.")
            ) from error
        written = [
            (number, part.split("#")[0].strip()) for number, part in enumerate(text.splitlines(), start=1)
        ]
        lines = [(number, Line.read(part)) for number, part in written if part]
        if not lines:
            raise ValidationError(_("There is no entry in the file."))
        if len(lines) > MOST_LINES:
            raise ValidationError(_("The file is too large. Give up to 500 entries at once."))
        return lines
