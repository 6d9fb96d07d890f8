"""What people say of answers: ratings, where they are kept, and the page on which they are read. Knows no engine."""
