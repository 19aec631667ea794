-- Every message of the house on any channel: which way a customer prefers, by which way each message
-- went and why, and the hours that hold for what nobody asked for.

alter table customer add column preferred_channel text
  check (preferred_channel in ('whatsapp', 'email', 'sms', 'messenger', 'instagram'));
grant update (preferred_channel) on customer to wasl_app;

alter table message
  -- Why it went this way: the channels that were passed over, each with its reason.
  add column reach jsonb,
  -- A person sent it, or was asked for it by the customer: no hour is wrong for it.
  add column any_hour boolean not null default false;
grant update (any_hour) on message to wasl_app;

-- One meaning of an account's templates: the text of the house that it stands for, once a language.
create index channel_template_stands on channel_template (company_id, account_id, stands_for, language)
  where stands_for is not null and state <> 'deleted';

alter table reminder drop constraint reminder_channel_check,
  -- Null while no way is open.
  alter column channel drop not null,
  add constraint reminder_channel_check
    check (channel in ('whatsapp', 'email', 'sms', 'messenger', 'instagram'));
grant update (channel) on reminder to wasl_app;

alter table reminder_setting
  -- For how long the chase rests after a customer says that they have paid.
  add column said_paid_days int not null default 3 check (said_paid_days between 1 and 30);
grant update (said_paid_days) on reminder_setting to wasl_app;
