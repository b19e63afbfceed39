"""Results of past reminders: the batches, and for one of them how many of its numbers opted in since."""
