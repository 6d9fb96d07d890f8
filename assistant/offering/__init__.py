"""Questions that the documents answer: made of them or kept with them, tried, and offered near what was asked."""
