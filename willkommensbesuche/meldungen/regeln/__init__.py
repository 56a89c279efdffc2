"""What holds for registry lists: rows, households, differences. Pure functions over plain values."""
