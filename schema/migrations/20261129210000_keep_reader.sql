-- Whom a message reached was joined from everybody's days of duty whenever anybody looked
-- into his inbox, message by message (docs/adr/0047). It is kept with the message instead,
-- as of the instant it is told; what changes duty resolves the messages it touches anew, in
-- its own transaction, and those armed ahead show to nobody before their instant.

-- +goose Up
ALTER TABLE inbox ADD COLUMN reader text, -- null: nobody stood there, nor stepped in
                  ADD COLUMN read_at timestamptz; -- by him; inbox_reads says by whom ever

-- +goose StatementBegin
CREATE FUNCTION inbox_reader(b inbox) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN b.person IS NOT NULL THEN b.person WHEN b.next_backup THEN d.backup WHEN d.person IS NOT NULL THEN d.person
                WHEN k.kind NOT IN ('complaint', 'accountability') THEN in_line(b.post, b.told_at) END
    FROM cases k LEFT JOIN duty_segments d ON d.post = b.post AND d.from_at <= b.told_at AND b.told_at < d.to_at
    WHERE k.number = b.number
$$;
CREATE FUNCTION address_inbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- While days of duty of this post are written anew it waits for them, and who writes them
    -- waits for it (lockPostsOf): else of two at one instant neither sees the other.
    PERFORM FROM posts WHERE id = NEW.post FOR KEY SHARE;
    NEW.reader := inbox_reader(NEW);
    RETURN NEW;
END
$$;
CREATE TRIGGER inbox_addressed BEFORE INSERT ON inbox FOR EACH ROW EXECUTE FUNCTION address_inbox();

-- Those told within the days of duty that are new, and all that are still to come: who steps
-- in for an empty post stands on another.
CREATE FUNCTION address_inbox_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH moved AS (
        SELECT b.id, inbox_reader(b) AS reader FROM inbox b
        WHERE b.superseded_at IS NULL AND b.person IS NULL AND b.told_at > now()
        UNION
        SELECT b.id, inbox_reader(b) FROM fresh f
        JOIN inbox b ON b.post = f.post AND b.told_at >= f.from_at AND b.told_at < f.to_at
        WHERE b.superseded_at IS NULL AND b.person IS NULL
    )
    UPDATE inbox b SET reader = m.reader, read_at = (SELECT r.read_at FROM inbox_reads r WHERE r.inbox_id = b.id AND r.person = m.reader)
    FROM moved m WHERE m.id = b.id AND b.reader IS DISTINCT FROM m.reader;
    RETURN NULL;
END
$$;
CREATE TRIGGER duty_addresses_inbox AFTER INSERT ON duty_segments REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION address_inbox_anew();

CREATE FUNCTION note_inbox_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE inbox SET read_at = NEW.read_at WHERE id = NEW.inbox_id AND reader = NEW.person;
    RETURN NULL;
END
$$;
CREATE TRIGGER inbox_read_noted AFTER INSERT ON inbox_reads FOR EACH ROW EXECUTE FUNCTION note_inbox_read();
-- +goose StatementEnd

UPDATE inbox b SET reader = inbox_reader(b);
UPDATE inbox b SET read_at = r.read_at FROM inbox_reads r WHERE r.inbox_id = b.id AND r.person = b.reader;

CREATE INDEX inbox_reader ON inbox (reader, told_at DESC, id DESC) WHERE superseded_at IS NULL;
CREATE INDEX inbox_unread ON inbox (reader, told_at DESC, id DESC) WHERE superseded_at IS NULL AND read_at IS NULL;
CREATE INDEX inbox_ahead ON inbox (told_at) WHERE superseded_at IS NULL;

CREATE OR REPLACE VIEW inbox_now AS
SELECT b.id, b.at, b.told_at, b.number, k.kind, COALESCE(i.name, '') AS item_name, b.event, b.clock, b.round, b.level,
       b.role, b.post, b.due_at, b.rule, b.basis, b.reader AS person,
       b.of_event, b.of_level, COALESCE(c.provisional, false) AS provisional, b.read_at,
       -- Nobody owes any more what it speaks of; what is told as it ends, or after, is news.
       COALESCE(k.closed_at <= now() AND b.told_at < k.closed_at, false) OR COALESCE(c.ended_at <= now() AND b.told_at < c.ended_at, false) AS settled
FROM inbox b
JOIN cases k ON k.number = b.number
LEFT JOIN item_versions i ON i.id = k.item AND i.version = k.item_version
LEFT JOIN clocks c ON c.number = b.number AND c.name = b.clock AND c.round = b.round
WHERE b.superseded_at IS NULL AND b.told_at <= now() AND (k.accused IS NULL OR k.accused IS DISTINCT FROM b.reader)
  AND (k.split IS NULL OR NOT EXISTS (SELECT FROM beside s WHERE s.number = b.number AND s.person = b.reader));
