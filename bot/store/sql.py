"""Every statement the store runs, as text that a second SQL engine can share.

Portable on purpose: named parameters, `ON CONFLICT … DO NOTHING RETURNING`, row values, no
`FOR UPDATE`, nothing of one engine's own. A row that must not change under a reader is locked by
updating it (`AUDIT_NEXT`, `NEXT_NUMBER`). `{states}` is replaced by named parameters.
"""

NOTE_EVENT = """
INSERT INTO inbox (event_key, received_at) VALUES (:event_key, :received_at)
ON CONFLICT (event_key) DO NOTHING RETURNING event_key"""
FORGET_EVENT = "DELETE FROM inbox WHERE event_key = :event_key"
PRUNE_EVENTS = "DELETE FROM inbox WHERE received_at < :before"

KEEP_TREE = """
INSERT INTO tree (hash, canonical) VALUES (:hash, :canonical) ON CONFLICT (hash) DO NOTHING"""
TREE = "SELECT canonical FROM tree WHERE hash = :hash"

ADD_WALK = """
INSERT INTO walk (id, person_id, tree_id, tree_version, tree_hash, answers, revision, state, card,
    started_at, changed_at, referral_id, declined_hash)
VALUES (:id, :person_id, :tree_id, :tree_version, :tree_hash, :answers, :revision, :state, :card,
    :started_at, :changed_at, :referral_id, :declined_hash)"""
CHANGE_WALK = """
UPDATE walk SET person_id = :person_id, tree_id = :tree_id, tree_version = :tree_version,
    tree_hash = :tree_hash, answers = :answers, revision = :revision, state = :state, card = :card,
    started_at = :started_at, changed_at = :changed_at, referral_id = :referral_id,
    declined_hash = :declined_hash
WHERE id = :id AND revision = :seen_revision RETURNING id"""
WALK = "SELECT * FROM walk WHERE id = :id"
OPEN_WALKS = """
SELECT * FROM walk WHERE person_id = :person_id AND state = 'open' ORDER BY changed_at DESC, id"""

NEXT_NUMBER = """
INSERT INTO reference_year (year, last_number) VALUES (:year, 1)
ON CONFLICT (year) DO UPDATE SET last_number = reference_year.last_number + 1
RETURNING last_number"""
ADD_REFERRAL = """
INSERT INTO referral (id, ref, ref_year, ref_number, idem_key, area, state, version, facts,
    tree_id, tree_version, tree_hash, duties, logged_by, logged_role, logged_at, taken_by,
    taken_person, taken_at, event, age_band, aware_on, week, notified_at, submitted_on,
    published_on, closed_at, listed)
VALUES (:id, :ref, :ref_year, :ref_number, :idem_key, :area, :state, :version, :facts,
    :tree_id, :tree_version, :tree_hash, :duties, :logged_by, :logged_role, :logged_at, :taken_by,
    :taken_person, :taken_at, :event, :age_band, :aware_on, :week, :notified_at, :submitted_on,
    :published_on, :closed_at, :listed)
ON CONFLICT (idem_key) DO NOTHING RETURNING id"""
CHANGE_REFERRAL = """
UPDATE referral SET state = :state, taken_by = :taken_by, taken_person = :taken_person,
    taken_at = :taken_at, aware_on = :aware_on, notified_at = :notified_at,
    submitted_on = :submitted_on, published_on = :published_on, closed_at = :closed_at,
    listed = :listed, version = version + 1
WHERE id = :id AND state = :seen_state AND version = :seen_version RETURNING version"""
REFERRAL = "SELECT * FROM referral WHERE id = :id"
REFERRAL_BY_REF = "SELECT * FROM referral WHERE ref = :ref"
REFERRAL_BY_KEY = "SELECT * FROM referral WHERE idem_key = :idem_key"
LOGGED_BY = """
SELECT * FROM referral WHERE logged_by = :person_id
ORDER BY ref_year DESC, ref_number DESC LIMIT :limit"""
WORKLIST = """
SELECT * FROM referral
WHERE state IN ({states}) AND (ref_year, ref_number) < (:before_year, :before_number)
ORDER BY ref_year DESC, ref_number DESC LIMIT :limit"""

ADD_PART = """
INSERT INTO referral_part (referral_id, kind, version, key_id, wrapped_key, envelope, author,
    created_at)
VALUES (:referral_id, :kind, :version, :key_id, :wrapped_key, :envelope, :author, :created_at)
ON CONFLICT (referral_id, kind, version) DO NOTHING RETURNING version"""
LATEST_PARTS = """
SELECT * FROM referral_part AS part
WHERE referral_id = :referral_id AND version = (
    SELECT MAX(version) FROM referral_part AS other
    WHERE other.referral_id = part.referral_id AND other.kind = part.kind)
ORDER BY kind"""

SEE_ACTOR = """
INSERT INTO actor (id, role, partner, first_seen, last_seen)
VALUES (:id, :role, :partner, :at, :at)
ON CONFLICT (id) DO UPDATE SET last_seen = excluded.last_seen,
    role = CASE WHEN excluded.role = '' THEN actor.role ELSE excluded.role END,
    partner = CASE WHEN excluded.role = '' THEN actor.partner ELSE excluded.partner END"""
AUDIT_NEXT = "UPDATE audit_head SET seq = seq + 1 WHERE id = 1 RETURNING seq, at, hash"
AUDIT_HEAD = "UPDATE audit_head SET at = :at, hash = :hash WHERE id = 1"
READ_HEAD = "SELECT seq, at, hash FROM audit_head WHERE id = 1"
ADD_EVENT = """
INSERT INTO audit_event (seq, at, actor_id, role, partner, action, referral_id, from_state,
    to_state, version, codes, prev_hash, hash)
VALUES (:seq, :at, :actor_id, :role, :partner, :action, :referral_id, :from_state, :to_state,
    :version, :codes, :prev_hash, :hash)"""
EVENTS_OF_REFERRAL = "SELECT * FROM audit_event WHERE referral_id = :referral_id ORDER BY seq"
ALL_EVENTS = "SELECT * FROM audit_event ORDER BY seq"

ADD_POST = """
INSERT INTO outbox (post_key, lane, dest, template, codes, response_url, thread_ts, not_before,
    state, attempts, last_error, receipt)
VALUES (:post_key, :lane, :dest, :template, :codes, :response_url, :thread_ts, :not_before,
    'waiting', 0, '', '')
ON CONFLICT (post_key) DO NOTHING"""
# A post may go when nothing of its lane is on its way, and no older post of its lane is due or
# waits for another try. A post that was queued for a later time holds nobody up.
DUE_POSTS = """
SELECT id, lane FROM outbox AS post
WHERE state = 'waiting' AND not_before <= :now AND NOT EXISTS (
    SELECT 1 FROM outbox AS other
    WHERE other.lane = post.lane AND other.state IN ('waiting', 'sending')
    AND (other.state = 'sending' OR (other.id < post.id
        AND (other.attempts > 0 OR other.not_before <= :now))))
ORDER BY id"""
MARK_SENDING = """
UPDATE outbox SET state = 'sending', attempts = attempts + 1
WHERE id = :id AND state = 'waiting' RETURNING *"""
SETTLE = """
UPDATE outbox SET state = :state, receipt = :receipt, last_error = :last_error,
    not_before = COALESCE(:not_before, not_before),
    response_url = CASE WHEN :state = 'waiting' THEN response_url ELSE '' END
WHERE id = :id RETURNING id"""
NEXT_DUE = """
SELECT MIN(not_before) AS due FROM outbox AS post
WHERE state = 'waiting' AND NOT EXISTS (
    SELECT 1 FROM outbox AS other
    WHERE other.lane = post.lane AND other.state IN ('waiting', 'sending')
    AND (other.state = 'sending' OR (other.id < post.id AND other.attempts > 0)))"""
RECEIPT = "SELECT receipt FROM outbox WHERE post_key = :post_key"
CODES_AT = "SELECT codes FROM outbox WHERE receipt = :receipt ORDER BY id DESC LIMIT 1"
POSTS_BEING_SENT = "SELECT * FROM outbox WHERE state = 'sending' ORDER BY id"
POSTS_FOR_OPERATOR = "SELECT * FROM outbox WHERE state IN ('dead', 'unknown') ORDER BY id"

ADD_KEY_CHECK = """
INSERT INTO key_check (key_id, wrapped_key, envelope) VALUES (:key_id, :wrapped_key, :envelope)
ON CONFLICT (key_id) DO NOTHING"""
FORGET_KEY_CHECKS = "DELETE FROM key_check WHERE key_id <> :key_id"
OLD_PARTS = "SELECT * FROM referral_part WHERE key_id <> :key_id"
REWRAP_PART = """
UPDATE referral_part SET key_id = :new_id, wrapped_key = :wrapped_key
WHERE referral_id = :referral_id AND kind = :kind AND version = :version"""
OLD_TEXTS = "SELECT * FROM sealed_text WHERE key_id <> :key_id"
REWRAP_TEXT = """
UPDATE sealed_text SET key_id = :new_id, wrapped_key = :wrapped_key
WHERE subject_id = :subject_id AND kind = :kind"""
OLD_QUESTIONS = "SELECT * FROM kept_question WHERE key_id <> :key_id"
REWRAP_QUESTION = """
UPDATE kept_question SET key_id = :new_id, wrapped_key = :wrapped_key WHERE id = :id"""
KEY_CHECKS = "SELECT key_id, wrapped_key, envelope FROM key_check ORDER BY key_id"
