-- When the customer is tried again, as it was promised to them.
alter table callback_task add column next_at timestamptz;

-- Reports: how many low scores were called back in time.
create index callback_made on callback_task (created_at) where kind = 'low_score';
