-- Whoever applied reads who opened what he wrote (个人信息保护法 45): found by his case, not
-- by looking through the whole trail.

-- +goose Up
CREATE INDEX audit_opened ON audit (object, at) WHERE action = 'case.view_personal';
