"""Which sentences of the documents answer, and whether they do: signals, learned weights, choice, judgement.
Knows nothing of how an answer is worded.
"""
