"""The formats of downloaded files, one module per format."""
