"""Names, values and descriptions that leave open what is measured or when it is met."""
