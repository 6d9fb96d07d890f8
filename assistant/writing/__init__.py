"""A language model's words, checked sentence by sentence against the documents. Knows how evidence looks, not
how it was found; nothing here is needed without a model.
"""
