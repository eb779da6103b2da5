-- A pooler in transaction mode passes no start-up options on: who signs in as kontor_app has them from the role.

alter role kontor_app set timezone = 'UTC';
alter role kontor_app set statement_timeout = '30s';
alter role kontor_app set idle_in_transaction_session_timeout = '30s';
alter role kontor_app set transaction_timeout = '60s';
alter role kontor_app set plan_cache_mode = 'force_generic_plan';
