"""Volunteer projects: Starthilfe, Zeitpaten, Familienpaten, Taschengeldbörse. Its rooms are still to come."""
