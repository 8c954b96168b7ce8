-- Who did and who read what. The chain is made after the commit by one sealer at
-- a time, with a key the database does not have (package privacy).

-- +goose Up
CREATE TABLE audit (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at     timestamptz NOT NULL DEFAULT now(),
    actor  text NOT NULL,
    action text NOT NULL,
    object text NOT NULL DEFAULT '',
    detail text NOT NULL DEFAULT ''
);

-- seq and link stay null until the sealer has come by. Rows are linked in the
-- order it meets them, for a lower id may commit after a higher one.
CREATE TABLE audit_chain (
    audit_id bigint PRIMARY KEY REFERENCES audit,
    seq      bigint UNIQUE,
    link     bytea,
    CHECK ((seq IS NULL) = (link IS NULL))
);
CREATE INDEX audit_chain_unsealed ON audit_chain (audit_id) WHERE seq IS NULL;

-- +goose StatementBegin
CREATE FUNCTION queue_for_sealing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_chain (audit_id) VALUES (NEW.id);
    RETURN NULL;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER audit_queue AFTER INSERT ON audit
    FOR EACH ROW EXECUTE FUNCTION queue_for_sealing();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_chain_kept BEFORE DELETE OR TRUNCATE ON audit_chain
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_chain_sealed_once BEFORE UPDATE ON audit_chain
    FOR EACH ROW WHEN (OLD.seq IS NOT NULL) EXECUTE FUNCTION refuse_change();
