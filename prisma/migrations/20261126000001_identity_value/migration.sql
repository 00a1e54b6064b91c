-- A search for a value of any type and environment is one walk; by the primary key it was one for each of 66 pairs.
CREATE INDEX identity_value ON identity (scope_id, value);
