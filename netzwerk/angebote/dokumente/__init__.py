"""Booklet, poster, lists of participants; mails to families."""
