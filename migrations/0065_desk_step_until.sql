-- The next step with a customer may be to wait for their word, their answer or a day: until when.
alter table desk_row add column step_until date;
