-- A policy is drafted, asked for and consented to before it binds anybody: the
-- author asks, a second person consents. A published version never changes.

-- +goose Up
ALTER TABLE policies
    ADD COLUMN state        text NOT NULL DEFAULT 'published' CHECK (state IN ('draft', 'published')),
    ADD COLUMN revision     integer NOT NULL DEFAULT 1 CHECK (revision > 0), -- edits of the draft
    ADD COLUMN drafted_by   text NOT NULL DEFAULT '',                        -- its last editor. What seeding writes has none
    ADD COLUMN drafted_at   timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN requested_at timestamptz,
    ADD COLUMN published_by text NOT NULL DEFAULT '',
    ADD COLUMN consent_by   text NOT NULL DEFAULT '',
    ALTER COLUMN published_at DROP NOT NULL,
    ADD CONSTRAINT policies_published CHECK ((state = 'published') = (published_at IS NOT NULL)),
    ADD CONSTRAINT policies_second_person CHECK (state = 'draft' OR published_by = '' OR published_by <> consent_by);

-- One draft of a policy at a time.
CREATE UNIQUE INDEX policies_draft ON policies (id) WHERE state = 'draft';

-- +goose StatementBegin
CREATE FUNCTION keep_policy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'draft' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published policy never changes' USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER policies_kept BEFORE UPDATE OR DELETE ON policies
    FOR EACH ROW EXECUTE FUNCTION keep_policy();

-- Which version each open case runs on.
CREATE INDEX cases_policy ON cases (policy, calendar) WHERE closed_at = 'infinity' AND voided_at IS NULL;
