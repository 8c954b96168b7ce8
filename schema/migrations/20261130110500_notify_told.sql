-- An open page hears that something was told to its reader, and looks again: who, and from which
-- instant on it shows. Once a statement and reader; where a statement tells very many, everybody
-- looks. Nobody who does not listen pays for more than the line.

-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION notify_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM (SELECT FROM fresh LIMIT 101) f) > 100 THEN
        PERFORM pg_notify('shixian_told', '');
    ELSE
        PERFORM pg_notify('shixian_told', f.reader || ' ' || f.at)
        FROM (SELECT DISTINCT reader, ceil(extract(epoch FROM told_at))::bigint AS at FROM fresh WHERE reader IS NOT NULL) f;
    END IF;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER inbox_told AFTER INSERT ON inbox REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION notify_told();
