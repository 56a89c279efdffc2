"""Room meldungen: registry lists are checked, compared with what is stored, and taken over."""
