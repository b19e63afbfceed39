"""Every speed figure of the project, measured side by side in one run: `make bench`."""
