-- Plans of who holds a post: A and the B's in their order, from a date (R161 to
-- R163, R170), or a stand-in for a vacant post until a date (R211). The party
-- group approves, the general office files; a B of another section needs the head
-- of the bureau besides. Only an approved plan changes who is answerable.

-- +goose Up
CREATE TABLE post_plans (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    post        text NOT NULL REFERENCES posts,
    holders     text[] NOT NULL,                -- persons: A, B1, B2, …; empty: vacant
    standin     text REFERENCES persons,        -- who answers for a vacant post
    until_at    timestamptz,                    -- and until when
    from_at     timestamptz NOT NULL,
    outside     text[] NOT NULL DEFAULT '{}',   -- B's of another section (R163)
    proposed_by text NOT NULL,
    proposed_at timestamptz NOT NULL DEFAULT now(),
    excepted_by text,
    excepted_at timestamptz,
    approved_by text,
    approved_at timestamptz,
    filed_by    text,
    filed_at    timestamptz,
    CHECK ((holders = '{}') = (standin IS NOT NULL)),
    CHECK ((standin IS NULL) = (until_at IS NULL)),
    CHECK (filed_at IS NULL OR approved_at IS NOT NULL)
);
CREATE INDEX post_plans_post ON post_plans (post, from_at);
