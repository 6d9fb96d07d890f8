"""The documents' own words as an answer, a refusal in our words, and the promises that both keep. Knows no
language model and no server.
"""
