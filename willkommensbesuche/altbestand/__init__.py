"""Room altbestand: what the office kept in a spreadsheet before, running and finished visits."""
