"""Question files proposed from documents by rule, for a person to review. Knows the documents, not the engine's
answers.
"""
