"""Question files in, measures and a verdict out, over the engine here or any assistant behind an address. Knows
nothing of how weights are learned.
"""
