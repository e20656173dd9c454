"""Small functions, one for each code, that look at the whole spec and say what is wrong with it."""
