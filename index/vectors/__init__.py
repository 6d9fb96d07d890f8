"""Texts into vectors, and where they are kept. The only place for torch, onnxruntime and Chroma."""
