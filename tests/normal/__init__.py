"""How well unusual weeks are found: incidents planted into the history of the sample district."""
