-- What was handed in is kept as it was: nobody changes or deletes it (R116), until two
-- years after the end of its case and of every case that one opened (R117). As long as
-- one of them is under way it is held, however old it is. Nothing in the house deletes
-- a file that was accepted; this holds for whoever has the database in his hands, too.

-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION kept_until(of text, since timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN bool_or(k.closed_at > now()) THEN 'infinity' ELSE greatest(max(k.closed_at), since) + interval '2 years' END
    FROM cases k WHERE (k.number = of OR k.parent = of) AND k.voided_at IS NULL
$$;

-- A file whose command was refused was never part of the case.
CREATE FUNCTION keep_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM commands c WHERE c.id = OLD.id AND c.verdict ->> 'accepted' = 'false')
       OR kept_until(OLD.number, OLD.at) <= now() THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a file of a case is kept' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE FUNCTION keep_piece() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM attachments a WHERE a.id = OLD.attachment) THEN
        RAISE EXCEPTION 'a piece goes with its file' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER attachments_kept BEFORE DELETE ON attachments FOR EACH ROW EXECUTE FUNCTION keep_evidence();
CREATE TRIGGER attachments_unchanged BEFORE UPDATE OR TRUNCATE ON attachments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attachment_pieces_kept BEFORE DELETE ON attachment_pieces FOR EACH ROW EXECUTE FUNCTION keep_piece();
CREATE TRIGGER attachment_pieces_unchanged BEFORE UPDATE OR TRUNCATE ON attachment_pieces
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
