"""What 0001_squashed_0019 makes: every table as it stands today, divided by theme.

Django looks for migrations in the modules beside this package only.
"""
