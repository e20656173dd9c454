"""What a change of the spec means for its users: two specs compared, told, weighed, approved."""
