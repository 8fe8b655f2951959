"""Cleaning of a form's text field, with its label in the message."""

from django import forms

from projects.texts import TextRefused, clean_text


def clean_field(form: forms.Form, name: str, *, longest: int) -> str:
    """Return the cleaned text of a field; raises ValidationError in words (see `clean_text`)."""
    label = str(form.fields[name].label)
    try:
        return clean_text(form.cleaned_data[name], name=label, longest=longest)
    except TextRefused as error:
        raise forms.ValidationError(str(error)) from error
