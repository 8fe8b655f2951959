"""The audit as one page that needs nothing else: no script, no font, nothing from elsewhere."""
