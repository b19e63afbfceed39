"""The call list of a broadcast: whom its texts didn't reach, and what calls came to."""
