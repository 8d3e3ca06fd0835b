"""A page to send: HTML with its charts, its figures as CSV and nothing from elsewhere."""
