-- Every folder of the inbox in every order by one walk along an index: the urgent ones first, and
-- those who wait longest first, with the others behind them (the place that list.ts gives them).
create index conversation_priority on conversation (company_id, priority, last_at, id);
drop index conversation_urgent;
create index conversation_longest on conversation
  (company_id, (coalesce(waiting_since, '9999-12-31T00:00:00.000Z'::timestamptz)), id);
