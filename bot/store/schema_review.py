"""The tables of the review: clocks, votes, links, recommendations, actions, assurance.

The rules of `bot.store.schema` hold here too.
"""

NEW_COLUMNS = (
    # The coded answers that a referral is compared by, and the day the council became aware.
    "ALTER TABLE referral ADD COLUMN event TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE referral ADD COLUMN age_band TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE referral ADD COLUMN aware_on TEXT",
    # The Monday of the week of awareness, or else of logging.
    "ALTER TABLE referral ADD COLUMN week TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE referral ADD COLUMN notified_at TEXT",
    "ALTER TABLE referral ADD COLUMN submitted_on TEXT",
    "ALTER TABLE referral ADD COLUMN published_on TEXT",
    "ALTER TABLE referral ADD COLUMN closed_at TEXT",
    # 1 while it is on the worklist.
    "ALTER TABLE referral ADD COLUMN listed INTEGER NOT NULL DEFAULT 1",
    # The earliest target and last day of its running clocks; a clock without a date counts from
    # the day it was set going, and is never past its last day.
    "ALTER TABLE referral ADD COLUMN next_due TEXT",
    "ALTER TABLE referral ADD COLUMN next_latest TEXT",
    "CREATE INDEX referral_listed ON referral (listed, ref_year, ref_number)",
    "CREATE INDEX referral_mine ON referral (listed, taken_person, ref_year, ref_number)",
    "CREATE INDEX referral_due ON referral (listed, next_due, ref_year, ref_number, next_latest)",
    "CREATE INDEX referral_late ON referral (listed, next_latest, ref_year, ref_number)",
    "CREATE INDEX referral_alike ON referral (event, age_band, week, listed, ref_year, ref_number)",
)

REVIEW_TABLES = (
    """
CREATE TABLE state_count (
    state      TEXT PRIMARY KEY,  -- see bot.referrals.model.State
    referrals  INTEGER NOT NULL   -- how many referrals are in it
)""",
    """
CREATE TABLE clock (
    id           TEXT PRIMARY KEY,                -- random
    place        INTEGER NOT NULL UNIQUE,         -- in the order of being set going
    referral_id  TEXT REFERENCES referral (id),   -- whose; NULL after a published review
    kind         TEXT NOT NULL,                   -- see bot.referrals.clocks.ClockKind
    subject_id   TEXT NOT NULL,                   -- the action's id, or empty
    started_on   TEXT,                            -- day, or NULL where nobody knows it
    basis        TEXT NOT NULL,                   -- see bot.referrals.clocks.Basis
    rule         TEXT NOT NULL,                   -- the rule's code
    calendar     TEXT NOT NULL,                   -- the calendar it was counted with
    target       TEXT,                            -- day, or NULL where no date can be given
    latest       TEXT,                            -- day, or NULL
    warning      TEXT,                            -- day that older guidance gives, or NULL
    made_at      TEXT NOT NULL,                   -- time
    ended_at     TEXT,                            -- time its end was recorded; NULL while it runs
    ended_on     TEXT,                            -- day it was met or set aside, or NULL
    ended        TEXT CHECK (ended IN ('met', 'set_aside')),  -- how; NULL while it runs
    why          TEXT NOT NULL,                   -- for set_aside a code, otherwise empty
    explained    INTEGER NOT NULL                 -- 1 when somebody has said why it was late
)""",
    "CREATE INDEX clock_of_referral ON clock (referral_id, place)",
    """
CREATE UNIQUE INDEX clock_runs_once ON clock (referral_id, kind, subject_id)
WHERE ended_at IS NULL""",
    "CREATE INDEX clock_of_subject ON clock (subject_id, place)",
    "CREATE INDEX clock_running ON clock (place) WHERE ended_at IS NULL",
    """
CREATE TABLE decision (
    id           TEXT PRIMARY KEY,                         -- random
    referral_id  TEXT NOT NULL REFERENCES referral (id),   -- about which referral
    question     TEXT NOT NULL,                            -- see bot.referrals.decisions.Question
    round        INTEGER NOT NULL,                         -- from 1 for each question
    opened_at    TEXT NOT NULL,                            -- time of the first vote
    closed_at    TEXT,                                     -- time, or NULL while votes are taken
    outcome      TEXT NOT NULL,                            -- a code, or empty while it is open
    UNIQUE (referral_id, question, round)
)""",
    """
CREATE UNIQUE INDEX decision_open_once ON decision (referral_id, question)
WHERE closed_at IS NULL""",
    """
CREATE TABLE vote (
    id           TEXT PRIMARY KEY,                        -- random
    decision_id  TEXT NOT NULL REFERENCES decision (id),  -- in which round
    partner      TEXT NOT NULL,                           -- council, icb or police
    person_id    TEXT NOT NULL,                           -- who voted
    choice       TEXT NOT NULL,                           -- a code
    at           TEXT NOT NULL,                           -- time
    place        INTEGER NOT NULL,                        -- in the order of the votes, from 1
    UNIQUE (decision_id, partner),
    UNIQUE (decision_id, person_id)
)""",
    """
CREATE TABLE referral_link (
    referral_id  TEXT NOT NULL REFERENCES referral (id),  -- the smaller id of the two
    other_id     TEXT NOT NULL REFERENCES referral (id),  -- the other
    linked_by    TEXT NOT NULL,                           -- person id
    partner      TEXT NOT NULL,                           -- council, icb or police
    at           TEXT NOT NULL,                           -- time
    PRIMARY KEY (referral_id, other_id),
    CHECK (referral_id < other_id)
)""",
    "CREATE INDEX link_of_other ON referral_link (other_id)",
    """
CREATE TABLE published_review (
    id            TEXT PRIMARY KEY,      -- random
    place         INTEGER NOT NULL UNIQUE,  -- in the order of being entered
    idem_key      TEXT NOT NULL UNIQUE,  -- one key enters one review
    kind          TEXT NOT NULL,         -- see bot.referrals.learning.ReviewKind
    published_on  TEXT NOT NULL,         -- day it was published
    entered_by    TEXT NOT NULL,         -- person id
    entered_at    TEXT NOT NULL          -- time
)""",
    """
CREATE TABLE recommendation (
    id           TEXT PRIMARY KEY,                        -- random
    place        INTEGER NOT NULL UNIQUE,                 -- in the order of being made
    referral_id  TEXT REFERENCES referral (id),           -- the referral it follows, or NULL
    review_id    TEXT REFERENCES published_review (id),   -- the published review, or NULL
    made_by      TEXT NOT NULL,                           -- person id
    made_at      TEXT NOT NULL,                           -- time
    CHECK ((referral_id IS NULL) <> (review_id IS NULL))
)""",
    "CREATE INDEX recommendation_of_referral ON recommendation (referral_id, place)",
    "CREATE INDEX recommendation_of_review ON recommendation (review_id, place)",
    """
CREATE TABLE action (
    id                 TEXT PRIMARY KEY,                              -- random
    place              INTEGER NOT NULL UNIQUE,                       -- in the order of agreement
    recommendation_id  TEXT NOT NULL REFERENCES recommendation (id),  -- what it carries out
    referral_id        TEXT REFERENCES referral (id),                 -- whose, or NULL
    owner              TEXT NOT NULL,      -- organisation, see bot.referrals.learning.OWNERS
    owner_person       TEXT NOT NULL,      -- person id, or empty
    due_on             TEXT NOT NULL,      -- day by which it is done
    assure_on          TEXT NOT NULL,      -- day on which somebody else looks
    state              TEXT NOT NULL,      -- see bot.referrals.learning.ActionState
    version            INTEGER NOT NULL,   -- grows with every change
    agreed_at          TEXT NOT NULL,      -- time
    done_on            TEXT,               -- day, or NULL
    done_by            TEXT NOT NULL,      -- person id of who said so, or empty
    next_on            TEXT                -- day something is due; NULL once settled
)""",
    "CREATE INDEX action_of_recommendation ON action (recommendation_id, place)",
    "CREATE INDEX action_of_referral ON action (referral_id, place)",
    "CREATE INDEX action_state ON action (state)",
    "CREATE INDEX action_due ON action (next_on, place)",
    """
CREATE TABLE assurance (
    id           TEXT PRIMARY KEY,                      -- random
    place        INTEGER NOT NULL UNIQUE,               -- in the order of being given
    action_id    TEXT NOT NULL REFERENCES action (id),  -- about which action
    result       TEXT NOT NULL,                         -- see bot.referrals.learning.Result
    assured_by   TEXT NOT NULL,                         -- person id; never the owner
    partner      TEXT NOT NULL,                         -- council, icb, police, or empty
    at           TEXT NOT NULL,                         -- time
    next_on      TEXT                                   -- day somebody looks again, or NULL
)""",
    "CREATE INDEX assurance_of_action ON assurance (action_id, place)",
    """
CREATE TABLE sealed_text (
    subject_id   TEXT NOT NULL,  -- the id of the vote, clock, recommendation, … it belongs to
    kind         TEXT NOT NULL,  -- see bot.referrals.model.TextKind
    referral_id  TEXT NOT NULL,  -- the referral it is about, or empty
    key_id       TEXT NOT NULL,  -- which key of the settings wraps this text's key
    wrapped_key  TEXT NOT NULL,  -- this text's own key, wrapped (RFC 3394, base64)
    envelope     TEXT NOT NULL,  -- the typed words, encrypted (AES-256-GCM, base64)
    author       TEXT NOT NULL,  -- person id
    created_at   TEXT NOT NULL,  -- time
    PRIMARY KEY (subject_id, kind)
)""",
    "CREATE INDEX text_of_referral ON sealed_text (referral_id, created_at, subject_id, kind)",
)

HOME_TABLES = (
    """
CREATE TABLE shown_list (
    person_id    TEXT PRIMARY KEY,  -- whose own page
    show         TEXT NOT NULL,     -- which list of the worklist, see bot.guide.worklist
    after_token  TEXT NOT NULL      -- the reference or day its page begins after, or empty
)""",
    # So that old keys are found to be deleted.
    "CREATE INDEX inbox_received ON inbox (received_at)",
)

# SQLite's own, as `bot.store.schema.SQLITE_GUARDS`: a vote is never changed or taken back.
GUARDS = (
    """
CREATE TRIGGER vote_is_not_changed BEFORE UPDATE ON vote
BEGIN SELECT RAISE(ABORT, 'a vote is final'); END""",
    """
CREATE TRIGGER vote_is_not_deleted BEFORE DELETE ON vote
BEGIN SELECT RAISE(ABORT, 'a vote is final'); END""",
)
