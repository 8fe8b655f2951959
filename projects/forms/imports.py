"""The form that takes a workbook."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from projects.imports.limits import MOST_BYTES, MOST_ROWS


class UploadForm(forms.Form):
    """One .xlsx file."""

    file = forms.FileField(
        label="工作簿",
        help_text=f".xlsx，最大 {MOST_BYTES // 1024 // 1024} MB，最多 {MOST_ROWS} 行。",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,
        error_messages={"required": "请选择要导入的 .xlsx 文件。"},
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is too big before it is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            most = MOST_BYTES // 1024 // 1024
            raise forms.ValidationError(f"文件超过 {most} MB。请删去无关内容或分几次导入。")
        return file
