"""What is known of a language: its words and patterns, as files of a folder, read and checked once. Knows how such
files are written and what they must hold; knows no question, no document and no language by name.
"""
