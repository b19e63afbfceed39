"""The sign-in in a real browser, with a provider of its own."""
