-- A desk asks of each of its matters whether it is urgent, void or kept from its reader. Nearly
-- none is: those that are have an index of their own, so that the others are not looked up
-- one by one (docs/adr/0047).

-- +goose Up
CREATE INDEX cases_apart ON cases (number) WHERE urgent OR voided_at IS NOT NULL OR accused IS NOT NULL OR parent IS NOT NULL;
