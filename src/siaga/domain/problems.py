"""What can be wrong with what somebody asked for, said as a sentence: what, where, and what to do."""

from typing import ClassVar

LANGUAGES = ("id", "en")


class Problem(Exception):
    """A refusal a person can act on; subclasses give the sentence in both languages with named fields."""

    indonesian: ClassVar[str] = "Terjadi masalah."
    english: ClassVar[str] = "Something is wrong."

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(self.sentence("en"))

    def sentence(self, language: str = "id") -> str:
        """The sentence in ``language`` ("id" or "en") with its fields filled in."""
        template = self.english if language == "en" else self.indonesian
        return template.format(**self.fields)


class NotPermitted(Problem):
    """The actor lacks the permission a use case asks for."""

    indonesian = "Akun Anda ({who}) tidak berhak melakukan ini. Hubungi administrator bila ini tugas Anda."
    english = "Your account ({who}) may not do this. Ask the administrator if it is your task."


class NotFound(Problem):
    """Nothing by that name exists, or the actor may not know that it does."""

    indonesian = "{what} “{name}” tidak ditemukan. Periksa kembali kode atau alamatnya."
    english = "There is no {what} “{name}”. Check the code or the address."
