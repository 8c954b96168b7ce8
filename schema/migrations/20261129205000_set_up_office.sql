-- The first office of an installation is set up in the browser, once, by whoever holds the
-- code that `shixian up` printed. What of it is done is here, so that it can be gone on with.

-- +goose Up
CREATE TABLE setup (
    one         boolean PRIMARY KEY DEFAULT true CHECK (one),
    code        bytea,                     -- digest of the code; none once it was used
    begun_by    text NOT NULL DEFAULT '',  -- who used it: the first administrator
    begun_at    timestamptz,
    done        text[] NOT NULL DEFAULT '{}', -- steps that were looked at: what only a person can tell
    finished_by text NOT NULL DEFAULT '',
    finished_at timestamptz,
    CHECK ((begun_at IS NULL) = (begun_by = '')),
    CHECK ((finished_at IS NULL) = (finished_by = '')),
    CHECK (finished_at IS NULL OR begun_at IS NOT NULL)
);

-- Once it stands, nobody changes an office alone: units, people, posts and who stands on them
-- are rights. A change waits here until a second person has consented to what he was shown
-- (sum), as matters of the catalogue do.
CREATE TABLE office_changes (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    patch        jsonb NOT NULL,
    sum          text NOT NULL,
    state        text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published', 'discarded')),
    drafted_by   text NOT NULL CHECK (drafted_by <> ''),
    drafted_at   timestamptz NOT NULL,
    decided_by   text NOT NULL DEFAULT '',
    decided_at   timestamptz,
    CONSTRAINT office_changes_second_person CHECK (state <> 'published' OR drafted_by <> decided_by)
);
CREATE INDEX office_changes_waiting ON office_changes (id) WHERE state = 'draft';

-- Until when somebody works here: from then on the door is shut without anybody's doing.
ALTER TABLE persons ADD COLUMN until timestamptz;
