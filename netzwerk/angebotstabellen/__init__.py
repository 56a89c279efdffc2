"""Room angebotstabellen: offers that the office has kept in a spreadsheet, taken over as drafts."""
