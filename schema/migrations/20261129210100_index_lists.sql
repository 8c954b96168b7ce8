-- What every page asks (does anything wait for my word, who looked at what) found by an
-- index of its own, whatever the archive holds (docs/adr/0047).

-- +goose Up
CREATE INDEX cases_asking ON cases (closed_at)
    WHERE (state -> 'extension') IS NOT NULL OR (state -> 'urgent') IS NOT NULL OR (state -> 'second') IS NOT NULL;
CREATE INDEX cases_kind_open ON cases (kind, closed_at);
CREATE INDEX audit_object ON audit (object, id DESC) WHERE object <> '';
CREATE INDEX audit_actor ON audit (actor, id DESC);
