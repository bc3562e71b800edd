-- The subscriptions of a database of version 2, which had no ids and no dates.

INSERT INTO subscriptions
  SELECT email,
    lower(format('%s-%s-4%s-a%s-%s', hex(randomblob(4)), hex(randomblob(2)), substr(hex(randomblob(2)), 2),
      substr(hex(randomblob(2)), 2), hex(randomblob(6)))),
    email, subscription_status, deliverability_status,
    CAST(unixepoch('subsec') * 1000 AS INTEGER), CAST(unixepoch('subsec') * 1000 AS INTEGER)
  FROM old_subscriptions;

DROP TABLE old_subscriptions;
