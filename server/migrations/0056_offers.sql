-- Whom somebody is asked to take counts as load, for each agent with each choice.
create index conversation_offered on conversation (offered_to) where state = 'queued' and offered_to is not null;
