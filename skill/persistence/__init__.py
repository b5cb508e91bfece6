"""Where a household's record is kept between sessions: memory, SQLite or DynamoDB."""
