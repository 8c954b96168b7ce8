-- What each post is there for: content, quantity, quality, procedure, standard, limit,
-- powers and responsibility (R210). A proposal has no version; published by the leader
-- who answers first for it (R214), it has the next one and never changes again.

-- +goose Up
CREATE TABLE post_sheets (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    post         text NOT NULL REFERENCES posts,
    version      integer CHECK (version > 0),
    doc          jsonb NOT NULL,
    proposed_by  text NOT NULL, -- what a file brings has nobody
    proposed_at  timestamptz NOT NULL DEFAULT now(),
    published_by text,
    published_at timestamptz,
    CONSTRAINT post_sheets_version UNIQUE (post, version),
    CHECK ((version IS NULL) = (published_at IS NULL)),
    CHECK ((version IS NULL) = (published_by IS NULL))
);
CREATE INDEX post_sheets_post ON post_sheets (post, id DESC);

-- +goose StatementBegin
CREATE FUNCTION keep_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.version IS NULL AND NEW.post = OLD.post AND NEW.doc = OLD.doc
        AND NEW.proposed_by = OLD.proposed_by AND NEW.proposed_at = OLD.proposed_at THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a duty sheet never changes: another version follows it' USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER post_sheets_kept BEFORE UPDATE OR DELETE ON post_sheets FOR EACH ROW EXECUTE FUNCTION keep_sheet();
