"""What a password must be, in the words of our users, and how one-time passwords are kept."""

import hashlib
from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher, make_password
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.crypto import constant_time_compare


class LengthValidator(MinimumLengthValidator):
    """Django's own, whose message lost its Chinese translation in Django 5.2."""

    def get_error_message(self) -> str:
        """Return what is wrong and what to do."""
        return f"密码太短，至少要 {self.min_length} 个字符，请加长。"


class OneTimeHasher(BasePasswordHasher):
    """Of passwords that were drawn at random and are changed at the first sign-in.

    Eighty random bits need no slow digest, and an import makes thousands of them. Checking one
    takes as long as the usual kind, so that nothing is learnt about an account by the clock. At
    the first sign-in Django stores the usual kind in its place.
    """

    algorithm = "onetime_sha256"

    def encode(self, password: str, salt: str) -> str:
        """Algorithm, salt and digest."""
        digest = hashlib.sha256(f"{salt}{password}".encode()).hexdigest()
        return f"{self.algorithm}${salt}${digest}"

    def decode(self, encoded: str) -> dict[str, str]:
        """The three parts of what `encode` gave."""
        algorithm, salt, digest = encoded.split("$", 2)
        return {"algorithm": algorithm, "salt": salt, "hash": digest}

    def verify(self, password: str, encoded: str) -> bool:
        """Whether it is the password, after the time that the usual kind takes."""
        make_password(password)
        again = self.encode(password, self.decode(encoded)["salt"])
        return constant_time_compare(encoded, again)

    def safe_summary(self, encoded: str) -> Any:
        """What may be shown of it."""
        return {"algorithm": self.algorithm}
