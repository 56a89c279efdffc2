"""What a table of the office says: rows, the cases they make, and what stands against one."""
