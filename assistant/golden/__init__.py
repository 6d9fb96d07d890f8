"""Question files: their rows, their faults, their documents, and what counts as the same sentence. Knows no
assistant that answers them.
"""
