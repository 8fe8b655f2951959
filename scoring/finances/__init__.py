"""Printed tables of budgets and final accounts: how they look, what is usual, how they come in.

Pure: nothing here knows the database.
"""
