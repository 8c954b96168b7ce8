-- Where he is told is changed by who handles his case, on a paper of his: of that he hears where he
-- was told before. A notice names the text that holds the mailbox it goes to; empty is the one of his
-- form, null whichever holds when it leaves. The release before leaves it null.

-- +goose Up
ALTER TABLE notices ADD COLUMN mailbox text;
