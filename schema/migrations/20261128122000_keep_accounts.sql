-- An office of one's own: how each member of staff is employed (R223), and what an
-- account is besides its password. Written to by the command line and by the person
-- himself; an import of the office leaves it alone.

-- +goose Up
ALTER TABLE persons
    ADD COLUMN employment         text    NOT NULL DEFAULT '',    -- empty: not stated
    ADD COLUMN password_temporary boolean NOT NULL DEFAULT false, -- given to him: he is asked for one of his own
    ADD COLUMN session_epoch      integer NOT NULL DEFAULT 0;     -- a session of an earlier one has ended
