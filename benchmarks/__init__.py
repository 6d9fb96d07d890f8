"""Speed and usefulness beside the plain LlamaIndex quickstart; see quickstart.py."""
