-- A type of conversation has a colour, a name in the other language, and may ask for a colleague who
-- knows it well enough; a message that never arrived is set aside by whoever has seen to it.
alter table conversation_type
  add column colour text not null default 'grey'
    check (colour in ('grey', 'blue', 'green', 'amber', 'red', 'violet')),
  add column name_en text check (length(name_en) between 1 and 60),
  -- Another type whose skill is asked for; without one a type asks for its own.
  add column skill_id uuid,
  add column skill_level int check (skill_level between 1 and 3),
  add constraint conversation_type_skill foreign key (company_id, skill_id)
    references conversation_type (company_id, id);
create index conversation_type_skill on conversation_type (company_id, skill_id) where skill_id is not null;

alter table message add column aside_at timestamptz;
grant update (aside_at) on message to wasl_app;
create index message_trouble on message (company_id, queued_at desc, id desc)
  where state in ('failed', 'unknown') and aside_at is null and direction = 'out';
