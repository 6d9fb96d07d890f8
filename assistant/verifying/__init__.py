"""What reads the best sentences once more and says which answer: its word is one signal, weighed as the others are.

Knows who is set to do that and how it is asked; nothing of what is made of it.
"""
