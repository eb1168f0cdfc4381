"""What the partners do with a referral after it was taken, each use case one unit of work.

Every function takes a `requests.Press`: who, on what, at which version, under which key. The same
key again changes nothing and shows how things stand. What is illegal raises `NotAllowedError`, or
`StaleError` that says what changed and by whom.
"""
