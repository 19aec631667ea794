-- What people said of conversations that the house had sorted otherwise, or not at all: the last word
-- on each, to see how well it sorts, and to take one back.
create table classifier_lesson (
  company_id uuid not null,
  conversation_id uuid not null,
  -- What it had been taken for when the first person spoke; null where the house was unsure.
  said_id uuid,
  said_by text check (said_by in ('rule', 'guess')),
  -- In thousandths.
  certainty int,
  words jsonb not null default '[]',
  made_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  forgotten_at timestamptz,
  primary key (company_id, conversation_id),
  foreign key (company_id, conversation_id) references conversation (company_id, id),
  foreign key (company_id, said_id) references conversation_type (company_id, id),
  foreign key (company_id, made_id) references conversation_type (company_id, id)
);
create index classifier_lesson_at on classifier_lesson (company_id, at desc, conversation_id desc);
select protect_table('classifier_lesson');
grant select, insert, delete on classifier_lesson to wasl_app;
grant update (made_id, by_name, at, forgotten_at) on classifier_lesson to wasl_app;
