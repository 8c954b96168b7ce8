-- A draft of a calendar is made from what is published, never from another draft,
-- says from which version (null: made before there was this column; then from the
-- number before its own), and may be given up. A discarded one stays, so that its
-- number is not given again.

-- +goose Up
ALTER TABLE calendars
    ADD COLUMN built_on     integer,
    ADD COLUMN discarded_at timestamptz,
    ADD COLUMN discarded_by text NOT NULL DEFAULT '',
    ADD CHECK (published_at IS NULL OR discarded_at IS NULL);

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION keep_calendar() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fate CONSTANT text[] := ARRAY['published_at', 'published_by', 'discarded_at', 'discarded_by'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.published_at IS NULL AND OLD.discarded_at IS NULL
       AND to_jsonb(NEW) - fate = to_jsonb(OLD) - fate THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a version of a calendar is only ever published or discarded' USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd
