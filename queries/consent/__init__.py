"""Questions about opt-ins and opt-outs, and the filter field of the day at whose end statuses are meant."""
