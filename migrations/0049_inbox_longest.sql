-- Who waits for longest among those whom nobody has taken: walked without the rest of the inbox.
create index conversation_unassigned_longest on conversation
  (company_id, (coalesce(waiting_since, '9999-12-31T00:00:00.000Z'::timestamptz)), id)
  where state = 'open' and assignee_id is null;
