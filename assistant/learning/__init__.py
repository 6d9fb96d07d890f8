"""What is learned from questions: the weights of evidence and refusal, the cut-off, the thresholds of written
sentences. Nothing that answers imports it.
"""
