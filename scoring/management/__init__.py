"""Management rates of whole departments (预算执行率, “三公经费”控制率 ...) from known figures.

Pure: `catalogue` says what a rate is, `naming` which row of a form asks for it, `accounts` finds
its amounts in printed tables, `rates` works it out with both sides shown, `gaps` says where a
reason is missing.
"""
