-- A policy of a kind the release before does not know would stop its worker, which
-- reads every published policy while it is being replaced. What seeding brings of such
-- a kind stands as added: it binds as a published one does, and that release, which
-- reads the published ones alone, passes it over.

-- +goose Up
ALTER TABLE policies
    DROP CONSTRAINT policies_state_check,
    DROP CONSTRAINT policies_published,
    ADD CONSTRAINT policies_state_check CHECK (state IN ('draft', 'published', 'added')),
    ADD CONSTRAINT policies_published CHECK ((state <> 'draft') = (published_at IS NOT NULL));
