"""How things look: pages, answers as HTML, Word or terminal text, the words around them. Knows answers, not who
asks or how they are made.
"""
