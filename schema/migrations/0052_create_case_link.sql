-- What cases have to do with each other. A row is what one case states of another;
-- rows are only ever added, and taking one back adds a row that names its key. The
-- number of the other case stands here and not in the timeline, because a reader
-- sees it only if he may see both (R082).

-- +goose Up
CREATE TABLE case_links (
    number      text NOT NULL REFERENCES cases,
    key         text NOT NULL,                -- of the event that states it, or takes it back
    at          timestamptz NOT NULL,
    other       text NOT NULL REFERENCES cases,
    relation    text NOT NULL,
    takes_back  text,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (number, key),
    CHECK (number <> other)
);
CREATE INDEX case_links_other ON case_links (other);
CREATE INDEX case_links_taken_back ON case_links (number, takes_back) WHERE takes_back IS NOT NULL;

CREATE TRIGGER case_links_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_links
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A row taken back is gone for readers, unless what took it back was taken back itself.
CREATE VIEW links_now AS
SELECT l.number, l.key, l.at, l.other, l.relation
FROM case_links l
WHERE l.takes_back IS NULL
  AND NOT EXISTS (SELECT FROM case_links x WHERE x.number = l.number AND x.takes_back = l.key
                  AND NOT EXISTS (SELECT FROM case_links y WHERE y.number = x.number AND y.takes_back = x.key));
