"""Room einlesen: files from outside. It knows no area: what a list means, the room says that reads it."""
