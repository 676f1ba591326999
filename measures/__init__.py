"""What the agency does about its result: the plan of a year, its progress and its import."""
