"""What an uploaded file is, by its content and not by its name. Plain Python."""
