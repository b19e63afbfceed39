"""Every speed figure of the project, measured in one run: `make bench`."""
