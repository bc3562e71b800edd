CREATE UNIQUE INDEX IF NOT EXISTS contacts_id ON contacts (id);
CREATE INDEX IF NOT EXISTS contacts_newest ON contacts (created_date DESC, id);
CREATE INDEX IF NOT EXISTS emails_email ON emails (email);
CREATE INDEX IF NOT EXISTS phones_phone ON phones (phone);
CREATE INDEX IF NOT EXISTS phones_e164 ON phones (e164) WHERE e164 IS NOT NULL;
CREATE INDEX IF NOT EXISTS labels_newest ON contact_labels (label, created_date DESC, id);
CREATE INDEX IF NOT EXISTS past_id ON past (id, replaced_date);
CREATE INDEX IF NOT EXISTS past_replaced ON past (replaced_date);

CREATE TRIGGER IF NOT EXISTS contact_added AFTER INSERT ON contacts BEGIN
  INSERT INTO label_sets VALUES (new.label_set, 1) ON CONFLICT (labels) DO UPDATE SET contacts = contacts + 1;
  INSERT INTO totals VALUES ('', 1) ON CONFLICT (label) DO UPDATE SET contacts = contacts + 1;
END;
CREATE TRIGGER IF NOT EXISTS contact_removed AFTER DELETE ON contacts BEGIN
  UPDATE label_sets SET contacts = contacts - 1 WHERE labels = old.label_set;
  UPDATE totals SET contacts = contacts - 1 WHERE label = '';
END;
CREATE TRIGGER IF NOT EXISTS label_added AFTER INSERT ON contact_labels BEGIN
  INSERT INTO totals VALUES (new.label, 1) ON CONFLICT (label) DO UPDATE SET contacts = contacts + 1;
END;
CREATE TRIGGER IF NOT EXISTS label_removed AFTER DELETE ON contact_labels BEGIN
  UPDATE totals SET contacts = contacts - 1 WHERE label = old.label;
END;
