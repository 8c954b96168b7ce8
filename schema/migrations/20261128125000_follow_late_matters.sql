-- A recount of a matter that is late already writes anew what its due date brought;
-- the preview shows it, and what stays. The previous binary leaves both out.

-- +goose Up
ALTER TABLE recounts
    ADD COLUMN shifted integer NOT NULL DEFAULT 0, -- breaches that stay, by another date
    ADD COLUMN stays integer NOT NULL DEFAULT 0;   -- of those undone or shifted, with a case that asks who answers

ALTER TABLE recount_moves
    ADD COLUMN shifts boolean NOT NULL DEFAULT false,
    ADD COLUMN stays boolean NOT NULL DEFAULT false;
