"""Published self-evaluation sheets as files: read whole or refused, never half understood.

Plain Python: the value parser and a YAML event stream, no Django, no database, no clock.
"""
