"""Speed beside a yardstick: each thing and its measure in interleaved pairs, in one run, as a ratio."""
