-- A post may be in charge of a line (分管口) apart from its fellows of the same role: units,
-- or a subject (政务督查工作制度一、三; R229, R243). Separated by spaces; none: what no other is.

-- +goose Up
ALTER TABLE posts ADD COLUMN line text NOT NULL DEFAULT '';
