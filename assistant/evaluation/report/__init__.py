"""A run as words, charts, a page, JUnit and terminal tables. Measures nothing itself."""
