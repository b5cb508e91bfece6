"""Reading the answer to a yes-or-no question about a couple, in whatever words it comes."""
