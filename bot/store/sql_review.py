"""Every statement about the review: clocks, votes, links, learning. See `bot.store.sql`.

`place` numbers rows in the order of their writing; a writer holds the register while it counts.
"""

CLOCK = "SELECT * FROM clock WHERE id = :id"
CLOCKS_OF_REFERRAL = "SELECT * FROM clock WHERE referral_id = :referral_id ORDER BY place"
CLOCKS_OF_SUBJECT = "SELECT * FROM clock WHERE subject_id = :subject_id ORDER BY place"
RUNNING_CLOCKS = """
SELECT * FROM clock WHERE ended_at IS NULL AND place > :after ORDER BY place LIMIT :limit"""
ADD_CLOCK = """
INSERT INTO clock (id, place, referral_id, kind, subject_id, started_on, basis, rule, calendar,
    target, latest, warning, made_at, ended_at, ended_on, ended, why, explained)
VALUES (:id, (SELECT COALESCE(MAX(place), 0) + 1 FROM clock), :referral_id, :kind, :subject_id,
    :started_on, :basis, :rule, :calendar, :target, :latest, :warning, :made_at, :ended_at,
    :ended_on, :ended, :why, :explained)"""
END_CLOCK = """
UPDATE clock SET ended_at = :ended_at, ended_on = :ended_on, ended = :ended, why = :why
WHERE id = :id AND ended_at IS NULL RETURNING referral_id"""
EXPLAIN_CLOCK = "UPDATE clock SET explained = 1 WHERE id = :id AND explained = 0 RETURNING id"
# The earliest days of a referral's running clocks, kept with it for the worklist. A clock without a
# date is due from the day it was set going, and is never late.
SUM_CLOCKS = """
UPDATE referral SET
    next_due = (SELECT MIN(COALESCE(clock.target, SUBSTR(clock.made_at, 1, 10))) FROM clock
        WHERE clock.referral_id = referral.id AND clock.ended_at IS NULL),
    next_latest = (SELECT MIN(COALESCE(clock.latest, '9999-12-31')) FROM clock
        WHERE clock.referral_id = referral.id AND clock.ended_at IS NULL)
WHERE id = :referral_id"""

DECISIONS_OF_REFERRAL = """
SELECT * FROM decision WHERE referral_id = :referral_id ORDER BY opened_at, round, id"""
DECISION = "SELECT * FROM decision WHERE id = :id"
OPEN_DECISION = """
INSERT INTO decision (id, referral_id, question, round, opened_at, closed_at, outcome)
VALUES (:id, :referral_id, :question, (SELECT COALESCE(MAX(round), 0) + 1 FROM decision
    WHERE referral_id = :referral_id AND question = :question), :opened_at, NULL, '')
RETURNING round"""
CLOSE_DECISION = """
UPDATE decision SET closed_at = :closed_at, outcome = :outcome
WHERE id = :id AND closed_at IS NULL RETURNING id"""
ADD_VOTE = """
INSERT INTO vote (id, decision_id, partner, person_id, choice, at, place)
VALUES (:id, :decision_id, :partner, :person_id, :choice, :at,
    (SELECT COUNT(*) + 1 FROM vote WHERE decision_id = :decision_id))
ON CONFLICT DO NOTHING RETURNING id"""
VOTES = "SELECT * FROM vote WHERE decision_id = :decision_id ORDER BY place"

ADD_LINK = """
INSERT INTO referral_link (referral_id, other_id, linked_by, partner, at)
VALUES (:referral_id, :other_id, :linked_by, :partner, :at)
ON CONFLICT (referral_id, other_id) DO NOTHING RETURNING other_id"""
LINKED_AFTER = """
SELECT referral.* FROM referral_link AS link JOIN referral ON referral.id = link.other_id
WHERE link.referral_id = :referral_id"""
LINKED_BEFORE = """
SELECT referral.* FROM referral_link AS link JOIN referral ON referral.id = link.referral_id
WHERE link.other_id = :referral_id"""
ALIKE = """
SELECT * FROM referral
WHERE event = :event AND age_band = :age_band AND week = :week AND listed = 1 AND id <> :id
ORDER BY ref_year DESC, ref_number DESC LIMIT :limit"""

ADD_PUBLISHED_REVIEW = """
INSERT INTO published_review (id, place, idem_key, kind, published_on, entered_by, entered_at)
VALUES (:id, (SELECT COALESCE(MAX(place), 0) + 1 FROM published_review), :idem_key, :kind,
    :published_on, :entered_by, :entered_at)
ON CONFLICT (idem_key) DO NOTHING RETURNING id"""
PUBLISHED_REVIEW = "SELECT * FROM published_review WHERE id = :id"
PUBLISHED_REVIEW_BY_KEY = "SELECT * FROM published_review WHERE idem_key = :idem_key"
PUBLISHED_REVIEWS = "SELECT * FROM published_review ORDER BY place DESC LIMIT :limit"

ADD_RECOMMENDATION = """
INSERT INTO recommendation (id, place, referral_id, review_id, made_by, made_at)
VALUES (:id, (SELECT COALESCE(MAX(place), 0) + 1 FROM recommendation), :referral_id, :review_id,
    :made_by, :made_at)"""
RECOMMENDATION = "SELECT * FROM recommendation WHERE id = :id"
RECOMMENDATIONS_OF_REFERRAL = """
SELECT * FROM recommendation WHERE referral_id = :referral_id ORDER BY place"""
RECOMMENDATIONS_OF_REVIEW = """
SELECT * FROM recommendation WHERE review_id = :review_id ORDER BY place"""
RECOMMENDATIONS = """
SELECT * FROM recommendation WHERE place < :before ORDER BY place DESC LIMIT :limit"""

ADD_ACTION = """
INSERT INTO action (id, place, recommendation_id, referral_id, owner, owner_person, due_on,
    assure_on, state, version, agreed_at, done_on, done_by, next_on)
VALUES (:id, (SELECT COALESCE(MAX(place), 0) + 1 FROM action), :recommendation_id, :referral_id,
    :owner, :owner_person, :due_on, :assure_on, :state, :version, :agreed_at, :done_on, :done_by,
    :next_on)"""
CHANGE_ACTION = """
UPDATE action SET state = :state, assure_on = :assure_on, done_on = :done_on, done_by = :done_by,
    next_on = :next_on, version = version + 1
WHERE id = :id AND state = :seen_state AND version = :seen_version RETURNING version"""
ACTION = "SELECT * FROM action WHERE id = :id"
ACTIONS_OF_RECOMMENDATION = """
SELECT * FROM action WHERE recommendation_id = :recommendation_id ORDER BY place"""
ACTIONS_OF_REFERRAL = "SELECT * FROM action WHERE referral_id = :referral_id ORDER BY place"
ACTIONS_DUE = """
SELECT * FROM action WHERE next_on <= :until ORDER BY next_on, place LIMIT :limit"""
COUNT_ACTIONS = "SELECT COUNT(*) AS actions FROM action WHERE state = :state"
COUNT_LATE_ACTIONS = "SELECT COUNT(*) AS actions FROM action WHERE next_on < :today"

ADD_ASSURANCE = """
INSERT INTO assurance (id, place, action_id, result, assured_by, partner, at, next_on)
VALUES (:id, (SELECT COALESCE(MAX(place), 0) + 1 FROM assurance), :action_id, :result, :assured_by,
    :partner, :at, :next_on)"""
ASSURANCES_OF_ACTION = "SELECT * FROM assurance WHERE action_id = :action_id ORDER BY place"

ADD_TEXT = """
INSERT INTO sealed_text (subject_id, kind, referral_id, key_id, wrapped_key, envelope, author,
    created_at)
VALUES (:subject_id, :kind, :referral_id, :key_id, :wrapped_key, :envelope, :author, :created_at)
ON CONFLICT (subject_id, kind) DO NOTHING RETURNING subject_id"""
TEXTS_OF_REFERRAL = """
SELECT * FROM sealed_text WHERE referral_id = :referral_id ORDER BY created_at, subject_id, kind"""
TEXT = "SELECT * FROM sealed_text WHERE subject_id = :subject_id AND kind = :kind"

# The worklist. Each filter has an index that gives its rows in order, so that a page costs the same
# however many referrals there are.
LISTED_ALL = """
SELECT * FROM referral
WHERE listed = 1 AND (ref_year, ref_number) < (:before_year, :before_number)
ORDER BY ref_year DESC, ref_number DESC LIMIT :limit"""
LISTED_STATE = """
SELECT * FROM referral
WHERE state = :state AND (ref_year, ref_number) < (:before_year, :before_number)
ORDER BY ref_year DESC, ref_number DESC LIMIT :limit"""
LISTED_MINE = """
SELECT * FROM referral
WHERE listed = 1 AND taken_person = :person_id
    AND (ref_year, ref_number) < (:before_year, :before_number)
ORDER BY ref_year DESC, ref_number DESC LIMIT :limit"""
LISTED_DUE_SOON = """
SELECT * FROM referral
WHERE listed = 1 AND (next_due, ref_year, ref_number) > (:after_day, :after_year, :after_number)
    AND next_due <= :until
ORDER BY next_due, ref_year, ref_number LIMIT :limit"""
LISTED_OVERDUE = """
SELECT * FROM referral
WHERE listed = 1 AND (next_latest, ref_year, ref_number) > (:after_day, :after_year, :after_number)
    AND next_latest < :today
ORDER BY next_latest, ref_year, ref_number LIMIT :limit"""
COUNT_MINE = """
SELECT 1 AS found FROM referral
WHERE listed = 1 AND taken_person = :person_id LIMIT :limit"""
COUNT_DUE_SOON = """
SELECT 1 AS found FROM referral
WHERE listed = 1 AND next_due <= :until LIMIT :limit"""
COUNT_OVERDUE = """
SELECT 1 AS found FROM referral
WHERE listed = 1 AND next_latest < :today LIMIT :limit"""
SHOW_LIST = """
INSERT INTO shown_list (person_id, show, after_token) VALUES (:person_id, :show, :after)
ON CONFLICT (person_id) DO UPDATE SET show = excluded.show, after_token = excluded.after_token"""
SHOWN_LIST = "SELECT show, after_token FROM shown_list WHERE person_id = :person_id"
ADD_TO_STATE = """
INSERT INTO state_count (state, referrals) VALUES (:state, :change)
ON CONFLICT (state) DO UPDATE SET referrals = state_count.referrals + excluded.referrals"""
COUNT_STATES = "SELECT SUM(referrals) AS referrals FROM state_count WHERE state IN ({states})"
LATEST_VERSIONS = """
SELECT kind, MAX(version) AS version FROM referral_part
WHERE referral_id = :referral_id AND kind IN ({states}) GROUP BY kind"""
PARTS_OF_KINDS = """
SELECT * FROM referral_part WHERE referral_id = :referral_id AND kind IN ({states})
ORDER BY version, kind DESC"""
