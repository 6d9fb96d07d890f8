"""Reads a question and a sentence together and tells whether the one is answered by the other.

Knows models and texts; nothing of documents, of ranking, nor what is made of its word.
"""
