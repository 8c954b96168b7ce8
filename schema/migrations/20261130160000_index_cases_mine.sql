-- What a clerk took in and what waits at her window are found by what they are, however many cases
-- are open or were ever taken in (docs/adr/0047).

-- +goose Up
CREATE INDEX cases_mine ON cases (registered_by, urgent DESC, registered_at DESC, number DESC) WHERE closed_at = 'infinity' AND voided_at IS NULL;
CREATE INDEX cases_applicant ON cases (closed_at) WHERE turn = 'applicant' OR prev_turn = 'applicant';
