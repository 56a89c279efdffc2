"""Network Frühe Hilfen: partners, meetings, requests, offers, alliance. Its rooms are still to come."""
