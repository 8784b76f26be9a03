"""What the api does with files: read and check them in one process or several, apply settings, fix, rank, save."""
