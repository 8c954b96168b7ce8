-- Where whoever is refused may turn: the organ of reconsideration and the court, by name
-- (行政许可法 38). A unit that names none has those of the unit above it. The binary before
-- this writes neither, and leaves both empty.

-- +goose Up
ALTER TABLE units ADD COLUMN reconsiders text NOT NULL DEFAULT '', ADD COLUMN court text NOT NULL DEFAULT '';
