"""Answer-quality tests: question files in, measures, comparisons and a verdict out."""
