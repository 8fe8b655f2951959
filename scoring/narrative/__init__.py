"""The explanatory text (预算绩效情况说明), made of the figures of a unit's own year. Pure."""
