"""An invented town to try the house out: people, families, ten weeks of visits. Nobody imports from here."""
