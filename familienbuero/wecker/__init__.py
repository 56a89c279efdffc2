"""Room wecker: work that is due by the clock, effective once however often the bell rings."""
