"""Rendering in processes that share nothing with this one: started anew, or on other machines."""
