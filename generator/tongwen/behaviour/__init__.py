"""Rules to decision table to matrix: what every call does in every situation, computed from the spec."""
