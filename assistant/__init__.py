"""A question in, a cited answer out: what is found, how it is worded, and how it is served. Its folders lie in
layers; docs/architecture.md has them.
"""
