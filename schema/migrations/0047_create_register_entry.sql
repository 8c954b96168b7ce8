-- What only people know of a register's row: who signed for it, in which volume
-- it was filed (R056). Written once, in words that are sealed.

-- +goose Up
CREATE TABLE register_entries (
    register   text NOT NULL,     -- code of the register
    subject    text NOT NULL,     -- number of a case, or id of a paper
    field      text NOT NULL,
    id         text NOT NULL UNIQUE,
    key_id     text NOT NULL,
    data       bytea NOT NULL,
    entered_by text NOT NULL REFERENCES persons,
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT register_entries_once PRIMARY KEY (register, subject, field)
);
CREATE TRIGGER register_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON register_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
