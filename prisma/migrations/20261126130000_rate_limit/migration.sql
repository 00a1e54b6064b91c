-- A limit and its bucket in one row: the statement that takes from it reads the limit in force, on every copy.
-- Millitokens, because a limit of n per second fills n of them in a millisecond: whole numbers, nothing drifts.
CREATE TABLE rate_limit (
  owner              text    COLLATE "C" NOT NULL CHECK (owner IN ('account', 'workspace', 'input')),
  owner_id           int     NOT NULL,
  traffic            text    COLLATE "C" NOT NULL
                             CHECK (traffic IN ('batches', 'client_requests', 'api_requests', 'everything')),
  per_second         int     NOT NULL CHECK (per_second BETWEEN 1 AND 100000),
  limit_acceleration boolean NOT NULL DEFAULT false,
  millitokens        bigint  NOT NULL DEFAULT 0,
  filled_at          bigint  NOT NULL DEFAULT 0,
  window_no          int     NOT NULL DEFAULT 0,
  taken              int     NOT NULL DEFAULT 0,
  taken_before       int     NOT NULL DEFAULT 0,
  PRIMARY KEY (owner, owner_id, traffic)
) WITH (fillfactor = 50);

-- Requests of an input that a limit refused, per hour (hour = floor(ms / 3,600,000)).
CREATE TABLE rate_limit_hour (
  input_id int NOT NULL REFERENCES input (id),
  hour     int NOT NULL,
  refused  int NOT NULL,
  PRIMARY KEY (input_id, hour)
);
