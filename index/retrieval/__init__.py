"""A question into ranked passages: vectors, words, late interaction, fused. Reads an opened store and writes
nothing.
"""
