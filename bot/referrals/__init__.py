"""What a referral is, who may do what with it, and how it may move."""
