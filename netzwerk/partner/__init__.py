"""Room partner: organisations of the network, who speaks for them, and the links with which they write."""
