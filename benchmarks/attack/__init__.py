"""What has been tried against the assistant, tried again: python -m benchmarks.attack [NAME …]

A file for each kind of attack; an attack is a function that takes what it attacks and returns what is wrong, or
nothing. All traffic stays on this machine and ends by itself. Ends with status 1 where an attack has succeeded.
"""
