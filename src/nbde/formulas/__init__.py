"""The arithmetic: growth, trends, paths, targets, shares and changes of scale.

Every function takes NumPy arrays (or plain numbers) that broadcast, and gives an array of the
broadcast shape, without dimensions for plain numbers. Where a formula has no value the result is
NaN. No function warns, and none knows a plan, a year number or a unit.
"""
