"""The statements for questions and conversations; the rules of `bot.store.sql` hold here too."""

ADD_MISS = """
INSERT INTO miss (id, day, kind, first_id, closest)
VALUES (:id, :day, :kind, :first_id, :closest)"""
REJECT_MISS = "UPDATE miss SET kind = 'rejected' WHERE id = :id AND kind = 'offered'"
MISSES = """
SELECT first_id AS subject, kind, COUNT(*) AS number FROM miss
GROUP BY first_id, kind ORDER BY first_id, kind"""

COUNT_VERDICT = """
INSERT INTO verdict (subject, kind, day, number) VALUES (:subject, :kind, :day, 1)
ON CONFLICT (subject, kind, day) DO UPDATE SET number = verdict.number + 1"""
VERDICTS = """
SELECT subject, kind, SUM(number) AS number FROM verdict
GROUP BY subject, kind ORDER BY subject, kind"""

KEEP_QUESTION = """
INSERT INTO kept_question (id, about, closest, state, key_id, wrapped_key, envelope, kept_on,
    delete_on)
VALUES (:id, :about, :closest, 'open', :key_id, :wrapped_key, :envelope, :kept_on, :delete_on)"""
QUESTION = "SELECT * FROM kept_question WHERE id = :id AND delete_on > :today"
QUESTIONS_TO_READ = """
SELECT * FROM kept_question WHERE state = 'open' AND delete_on > :today
ORDER BY kept_on, id LIMIT :limit"""
COUNT_TO_READ = """
SELECT COUNT(*) AS questions FROM kept_question WHERE state = 'open' AND delete_on > :today"""
QUESTIONS_SUGGESTED = """
SELECT * FROM kept_question AS question WHERE delete_on > :today
AND EXISTS (SELECT 1 FROM suggestion WHERE question_id = question.id)
ORDER BY kept_on, id"""
SUGGESTIONS = "SELECT entry_id FROM suggestion WHERE question_id = :id ORDER BY entry_id"
SUGGEST = """
INSERT INTO suggestion (question_id, entry_id, made_by, made_at)
VALUES (:question_id, :entry_id, :made_by, :made_at)
ON CONFLICT (question_id, entry_id) DO NOTHING"""
QUESTION_DONE = "UPDATE kept_question SET state = 'done' WHERE id = :id"
DELETE_UNLESS_SUGGESTED = """
DELETE FROM kept_question WHERE id = :id
AND NOT EXISTS (SELECT 1 FROM suggestion WHERE question_id = :id)"""
DELETE_ENDED = "DELETE FROM kept_question WHERE delete_on <= :today RETURNING id"
COUNT_ENDED = "SELECT COUNT(*) AS questions FROM kept_question WHERE delete_on <= :today"

SHOW_ENTRY = """
INSERT INTO conversation (id, entry_id, at) VALUES (:id, :entry_id, :at)
ON CONFLICT (id) DO UPDATE SET entry_id = excluded.entry_id, at = excluded.at"""
LAST_ENTRY = "SELECT entry_id FROM conversation WHERE id = :id AND at >= :since"
FORGET_ENTRIES = "DELETE FROM conversation WHERE at < :before"
