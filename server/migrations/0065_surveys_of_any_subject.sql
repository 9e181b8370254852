-- A survey is about any subject (conversation, ticket), keeps what reports ask for, and may be answered by a private link.
alter table survey
  add column state text not null default 'invited' check (state in ('invited', 'answered', 'expired', 'opted_out')),
  add column channel text not null default 'web_chat',
  add column category text,
  -- As judged when it was given: the limit may be moved later.
  add column low boolean,
  -- The address is made from the key of the installation; only its hash lies here.
  add column token_hash bytea unique;

update survey set
  low = score <= 3,
  state = case when answered_at is not null then 'answered' else 'invited' end,
  channel = coalesce((select conversation.channel from conversation where conversation.id = survey.subject_id), 'web_chat'),
  category = (select conversation.category from conversation where conversation.id = survey.subject_id);

create index survey_expiry on survey (expires_at) where state = 'invited';
create index survey_sent on survey (sent_at);
create index survey_answered on survey (answered_at) where answered_at is not null;

-- domain/model 2.3 "Survey": at most one invitation in 24 h for a customer; decision C5: 3 and less is low.
alter table centre
  add column survey_rest_hours int not null default 24 check (survey_rest_hours between 0 and 720),
  add column low_score int not null default 3 check (low_score between 1 and 4);

-- Low scores are a counted figure from here on: what was counted before is counted anew.
delete from rollup_cursor;
