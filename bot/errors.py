"""Everything that this program raises on purpose.

```
GuideError                      one clear sentence for the person who can act on it
├─ SettingsError                a setting is missing or wrong: names it, never shows its value
├─ ContentNotFoundError         no decision_trees/ and knowledge/ where we looked
├─ InvalidContentError          content cannot be used: carries every problem found
├─ UnknownAnswerError           an answer that the question does not offer
├─ NotAllowedError              this person may not do this
├─ StaleError                   somebody, or a second click, was there first
├─ NotFoundError                no such walk, referral or tree
├─ SealedError                  an encrypted part does not open: wrong key, or altered
└─ StoreError                   the referral register could not be read or written
   └─ StoreBusyError            it is busy just now: try again
```

Messages are written for people and hold nothing that a practitioner typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class GuideError(Exception):
    """Raised on purpose; its text may be shown on a terminal."""


class SettingsError(GuideError):
    """A setting is missing or unusable."""

    def __init__(self, name: str, what_to_do: str) -> None:
        super().__init__(f"{name}: {what_to_do}")
        self.name = name


class ContentNotFoundError(GuideError):
    """No content folder was found."""

    def __init__(self, looked_at: Sequence[str]) -> None:
        super().__init__(
            "No decision_trees/ and knowledge/ found. Looked at: "
            + ", ".join(looked_at)
            + ". Name a folder that holds both with --content DIR."
        )
        self.looked_at = tuple(looked_at)


class InvalidContentError(GuideError):
    """Content has problems that make it unusable.

    Attributes:
        problems: One line a problem, `path:line: code text`.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(
            f"The content has {len(problems)} problem(s); the first: {problems[0]}. "
            "Run `python -m bot check` for all of them."
        )
        self.problems = tuple(problems)


class UnknownAnswerError(GuideError):
    """An answer lies outside what its fact allows."""

    def __init__(self, fact: str, allowed: Sequence[str]) -> None:
        super().__init__(f"{fact} takes one of: {', '.join(allowed)}.")
        self.fact = fact


class NotAllowedError(GuideError):
    """This person may not do this."""


class StaleError(GuideError):
    """The thing has moved on since the person last saw it."""


class NotFoundError(GuideError):
    """No such thing."""


class SealedError(GuideError):
    """An encrypted part does not open."""


class StoreError(GuideError):
    """The register could not be read or written."""


class StoreBusyError(StoreError):
    """The register is busy: trying again is right."""
