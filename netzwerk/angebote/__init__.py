"""Room angebote: what families can find – open offers, courses, advice, events, holiday care."""
