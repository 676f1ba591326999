"""What a published content is: canonical JSON, places in it and differences between two. Pure."""
