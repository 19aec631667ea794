-- A draft holds both sides, the answer and the note: what was begun on the other side stays too.
alter table conversation_draft add column beside text;
