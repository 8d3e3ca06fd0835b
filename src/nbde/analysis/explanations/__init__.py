"""The parts of `explain`: the steps by which each figure of the other questions comes about."""
