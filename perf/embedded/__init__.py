"""A PostgreSQL of our own for trying out, tests and small single-machine use.

`refusal` says what cannot be done and names the way out, `binaries` finds the programs,
`account` finds whom they run as, `cluster` starts and stops the server, and `base` is the
Django backend (`ENGINE = "perf.embedded"`) that starts it on the first connection.
"""
