-- What a file was attached to show: an act that one person does by a paper rests on that
-- paper and no other (R048). The same file for another purpose is a row of its own.

-- +goose Up
ALTER TABLE attachments ADD COLUMN purpose text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX attachments_once_for ON attachments (number, audience, unit, digest, purpose);
DROP INDEX attachments_once;
