"""What became of each measure: its status, content and publishing."""
