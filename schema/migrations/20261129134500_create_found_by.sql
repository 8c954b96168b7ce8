-- By which pieces a case is found: keyed hashes of pairs of characters of names and subjects,
-- of whole telephone and identity numbers and of their last four places, each bureau's with
-- a key of its own (ADR 35). What a case says in full stays sealed.

-- +goose Up
CREATE TABLE found_by (
    number text PRIMARY KEY REFERENCES cases,
    terms  integer[] NOT NULL
);
CREATE INDEX found_by_terms ON found_by USING gin (terms);

-- Cases that are not entered yet: those from before, and those of the release before while it
-- still runs. Whoever enters one takes it out of here; the sweep enters what is left.
CREATE TABLE not_entered (
    number text PRIMARY KEY REFERENCES cases
);
INSERT INTO not_entered SELECT number FROM cases;

-- +goose StatementBegin
CREATE FUNCTION note_not_entered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO not_entered VALUES (NEW.number) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER cases_not_entered AFTER INSERT ON cases FOR EACH ROW EXECUTE FUNCTION note_not_entered();
