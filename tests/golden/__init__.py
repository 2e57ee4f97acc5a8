"""What the seeds gave when that was last reviewed."""
