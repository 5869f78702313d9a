"""What a leaf type says when a value cannot be read: a rule word, a sentence and a value that would do."""

from typing import Self

from pydantic_core import PydanticCustomError


class FieldError(PydanticCustomError):
    """Raised by the parsers of leaf types; pydantic adds the place. `fix` is the value to write instead (""
    if unknown).

    The first argument is the rule word; the sentence follows the field's name and starts with a capital
    letter.
    """

    def __new__(cls, rule: str, sentence: str, fix: str = "") -> Self:
        """Create the error: a rule word, a sentence, and a value to write instead."""
        return super().__new__(cls, rule, "{sentence}", {"sentence": sentence, "fix": fix})

    @property
    def sentence(self) -> str:
        """What is wrong with the value, as a sentence."""
        return str((self.context or {})["sentence"])
