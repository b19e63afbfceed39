"""How one uploaded file will be read, as a person sees and corrects it before it is imported."""
