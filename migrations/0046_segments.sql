-- Policies tried before they hold: on the past year, and on halves of a segment.

-- One try of a policy on the past, kept with what it found. Its job goes on where it stopped.
create table simulation (
  company_id uuid not null references company,
  id uuid not null,
  policy_key text not null,
  name text not null check (length(name) between 1 and 80),
  policy jsonb not null,
  place int not null,
  from_on date not null,
  to_on date not null check (to_on >= from_on),
  -- What one message costs by channel, in the smallest unit of the company's currency.
  costs jsonb not null,
  done int not null default 0,
  of int,
  -- The last customer that was looked at: they are taken in the order of their ids.
  reached uuid,
  sums jsonb not null,
  finished_at timestamptz,
  at timestamptz not null,
  by_name text not null,
  primary key (company_id, id)
);
create index simulation_newest on simulation (company_id, at desc, id desc);
select protect_table('simulation');
grant select, insert, delete on simulation to wasl_app;
grant update (done, of, reached, sums, finished_at) on simulation to wasl_app;

-- What its figures are made of: messages of either side, and late invoices that a side never named.
create table simulation_row (
  company_id uuid not null references company,
  simulation_id uuid not null,
  seq bigint generated always as identity,
  side text not null check (side in ('would', 'was')),
  kind text not null check (kind in ('message', 'untouched')),
  customer_id uuid not null,
  on_day date not null,
  step text not null,
  channel text,
  currency text not null,
  amount bigint not null,
  invoices int not null,
  number text,
  soon_paid boolean not null,
  primary key (company_id, simulation_id, seq),
  foreign key (company_id, simulation_id) references simulation on delete cascade
);
create index simulation_row_day on simulation_row
  (company_id, simulation_id, side, kind, on_day desc, seq desc);
select protect_table('simulation_row');
grant select, insert, delete on simulation_row to wasl_app;

-- Two policies on halves of one segment, from day to day.
create table policy_trial (
  company_id uuid not null references company,
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  -- Both act for whom the segments give the first of them.
  policy_a text not null,
  policy_b text not null check (policy_b <> policy_a),
  from_on date not null,
  -- Invoices that fall due until then are compared.
  to_on date not null check (to_on >= from_on),
  started_at timestamptz not null,
  started_by text not null,
  ended_on date,
  ended_by text,
  winner text check (winner in ('a', 'b')),
  primary key (company_id, id)
);
create unique index policy_trial_running on policy_trial (company_id, policy_a)
  where ended_on is null;
select protect_table('policy_trial');
grant select, insert on policy_trial to wasl_app;
grant update (ended_on, ended_by, winner) on policy_trial to wasl_app;

-- Who takes part, since when and on which side: for good, whatever becomes of them meanwhile.
create table policy_trial_member (
  company_id uuid not null references company,
  trial_id uuid not null,
  customer_id uuid not null,
  arm text not null check (arm in ('a', 'b')),
  joined_on date not null,
  primary key (company_id, trial_id, customer_id),
  foreign key (company_id, trial_id) references policy_trial,
  foreign key (company_id, customer_id) references customer (company_id, id) on delete cascade
);
create index policy_trial_member_customer on policy_trial_member (company_id, customer_id);
select protect_table('policy_trial_member');
grant select, insert on policy_trial_member to wasl_app;
