"""What is personal: how it is noticed, and how it is sealed."""
