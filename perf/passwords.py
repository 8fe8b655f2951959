"""What a password must be, in the words of our users."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LengthValidator(MinimumLengthValidator):
    """Django's own, whose message lost its Chinese translation in Django 5.2."""

    def get_error_message(self) -> str:
        """Return what is wrong and what to do."""
        return f"密码太短，至少要 {self.min_length} 个字符，请加长。"
