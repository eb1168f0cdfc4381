"""The tables of what curators learn from, and what is needed for follow-ups in a thread.

The rules of `bot.store.schema` hold here too.
"""

NEW_COLUMNS = (
    # The message whose thread a post belongs to, or empty.
    "ALTER TABLE outbox ADD COLUMN thread_ts TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX outbox_receipt ON outbox (receipt, id)",
)

QUESTION_TABLES = (
    """
CREATE TABLE miss (
    id        TEXT PRIMARY KEY,  -- random
    day       TEXT NOT NULL,     -- day of the question
    kind      TEXT NOT NULL CHECK (kind IN ('abstained', 'offered', 'rejected')),  -- how missed
    first_id  TEXT NOT NULL,     -- the entry that came closest, or empty
    closest   TEXT NOT NULL      -- JSON: [entry id, score] for the closest, best first
)""",
    "CREATE INDEX miss_of_entry ON miss (first_id, kind)",
    """
CREATE TABLE verdict (
    subject  TEXT NOT NULL,     -- entry's or rule's id, or a kind of reply
    kind     TEXT NOT NULL,     -- helpful, not_helpful or out_of_date
    day      TEXT NOT NULL,     -- day of the press
    number   INTEGER NOT NULL,  -- how often on that day
    PRIMARY KEY (subject, kind, day)
)""",
    "CREATE INDEX verdict_number ON verdict (subject, kind, number)",
    """
CREATE TABLE kept_question (
    id           TEXT PRIMARY KEY,  -- random
    about        TEXT NOT NULL,     -- entry's or rule's id or kind of the reply before, or empty
    closest      TEXT NOT NULL,     -- JSON: [entry id, score] for the closest, best first
    state        TEXT NOT NULL CHECK (state IN ('open', 'done')),  -- whether curators are done
    key_id       TEXT NOT NULL,     -- which key of the settings wraps this text's key
    wrapped_key  TEXT NOT NULL,     -- this text's own key, wrapped (RFC 3394, base64)
    envelope     TEXT NOT NULL,     -- the typed words, encrypted (AES-256-GCM, base64)
    kept_on      TEXT NOT NULL,     -- day on which it was sent
    delete_on    TEXT NOT NULL      -- day on which it is deleted
)""",
    "CREATE INDEX kept_question_to_read ON kept_question (state, kept_on, id, delete_on)",
    "CREATE INDEX kept_question_end ON kept_question (delete_on)",
    """
CREATE TABLE suggestion (
    question_id  TEXT NOT NULL REFERENCES kept_question (id) ON DELETE CASCADE,  -- which question
    entry_id     TEXT NOT NULL,     -- the entry it may become a wording of
    made_by      TEXT NOT NULL,     -- person id of the curator
    made_at      TEXT NOT NULL,     -- time
    PRIMARY KEY (question_id, entry_id)
)""",
    """
CREATE TABLE conversation (
    id        TEXT PRIMARY KEY,  -- person id, or `channel:ts` of a thread
    entry_id  TEXT NOT NULL,     -- the entry last shown there
    at        TEXT NOT NULL      -- time of that
)""",
    "CREATE INDEX conversation_at ON conversation (at)",
)
