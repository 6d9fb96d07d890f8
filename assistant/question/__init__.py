"""What is asked, and in which language: the kind of question, what would answer it, several questions in one message,
follow-ups. Knows no answer, and of an index only its words and languages.
"""
