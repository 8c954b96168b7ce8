-- The audit trail says by digest what timeline and ledger held: rows of these two
-- actions, made by the sealer, name a table, the ids from and to, and their digest.
-- The one before is looked up each time.

-- +goose Up
CREATE INDEX audit_covers ON audit (action, id) WHERE action IN ('record.timeline', 'record.ledger');
