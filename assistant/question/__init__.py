"""What is asked: the kind of question, what would answer it, several questions in one message, follow-ups. Knows
no index and no answer.
"""
