"""A TOML table read key by key, with errors that name the spot."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from review.domain.screening.patterns import PatternError, check_pattern

_Choice = TypeVar("_Choice", bound=StrEnum)


class RuleSetError(ValueError):
    """A rule set that cannot be read; `rule` and `field` name the spot, `rule` empty for the file itself.

    `problem` with `values` put in says what is wrong; apart, so that it can be said in another language.
    """

    def __init__(self, rule: str, field: str, problem: str, **values: object) -> None:
        super().__init__(f"{rule or 'rule set'}: {field}: {problem % values if values else problem}")
        self.rule = rule
        self.field = field
        self.problem = problem
        self.values = values


class Table:
    """A TOML table read key by key; what nobody asked for is an error."""

    def __init__(self, rule: str, path: str, data: Mapping[str, Any]) -> None:
        self.rule = rule
        self.path = path
        self.left = dict(data)

    def error(self, key: str, problem: str, **values: object) -> RuleSetError:
        return RuleSetError(self.rule, f"{self.path}{key}", problem, **values)

    def has(self, key: str) -> bool:
        return key in self.left

    def text(self, key: str) -> str:
        value = self.left.pop(key, None)
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, "must be text, not empty")
        return value

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if self.has(key) else None

    def choice(self, key: str, choices: type[_Choice]) -> _Choice:
        value = self.text(key)
        try:
            return choices(value)
        except ValueError as error:
            raise self.error(
                key, "%(value)s is none of %(choices)s", value=value, choices=", ".join(choices)
            ) from error

    def flag(self, key: str) -> bool | None:
        value = self.left.pop(key, None)
        if value is not None and not isinstance(value, bool):
            raise self.error(key, "must be true or false")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.left.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(key, "must be a list of texts, none empty")
        return tuple(value)

    def pattern(self, key: str) -> str:
        source = self.text(key)
        try:
            check_pattern(source)
        except PatternError as error:
            raise self.error(key, "%(source)s: %(reason)s", source=source, reason=error) from error
        return source

    def patterns(self, key: str) -> tuple[str, ...]:
        return tuple(Table(self.rule, self.path, {key: source}).pattern(key) for source in self.texts(key))

    def needed(self, key: str, read: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
        values = read(key)
        if not values:
            raise self.error(key, "must not be empty")
        return values

    def tables(self, key: str) -> list["Table"]:
        value = self.left.pop(key, None)
        if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
            raise self.error(key, "must be a list of tables, not empty")
        return [Table(self.rule, f"{self.path}{key}[{index}].", item) for index, item in enumerate(value)]

    def done(self) -> None:
        if self.left:
            raise self.error(min(self.left), "unknown")
