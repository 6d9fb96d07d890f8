"""What may be meant instead: things that a question leaves open, the documents' terms for words that they lack. Knows
what is found, and not how it is worded.
"""
