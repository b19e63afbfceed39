"""Who a person is: the sign-in with the district's own provider, sessions and their end."""
