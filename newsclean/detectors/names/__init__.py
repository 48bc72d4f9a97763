"""Names of persons and agencies: how they are read, and the words in and around them."""
