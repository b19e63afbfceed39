"""The command line of the questions: its options, what is typed in them, and how answers are printed."""
