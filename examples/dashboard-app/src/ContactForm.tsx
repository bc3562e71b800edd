import { Box, Button, FormField, Input, SidePanel } from '@wix/design-system';
import { type FormEvent, useState } from 'react';
import type { ReconcileResult, WixContactsError } from 'wix-contacts';
import { reconcileContact } from 'wix-contacts/promises';
import { Failure } from './Failure';
import { Outcome } from './Outcome';

const EMPTY = { first: '', last: '', email: '', phone: '', company: '', role: '' };
const LABELS: Record<keyof typeof EMPTY, string> = {
  first: 'First name',
  last: 'Last name',
  email: 'Email',
  phone: 'Phone',
  company: 'Company',
  role: 'Role',
};
const FIELDS = Object.keys(EMPTY) as (keyof typeof EMPTY)[];

interface Props {
  onSaved: (result: ReconcileResult) => void;
  onOpen: (contactId: string) => void;
  onClose: () => void;
}

/** A form that adds a contact, or adds to the one that has the same email or phone. */
export function ContactForm({ onSaved, onOpen, onClose }: Props) {
  const [values, setValues] = useState(EMPTY);
  const [saving, setSaving] = useState(false);
  const [result, setResult] = useState<ReconcileResult>();
  const [error, setError] = useState<WixContactsError>();

  async function save(event: FormEvent) {
    event.preventDefault();
    setSaving(true);
    setResult(undefined);
    setError(undefined);
    const { first, last, email, phone, company, role } = values;
    try {
      // What is blank counts as not given.
      const saved = await reconcileContact({
        name: { first, last },
        company: { name: company, role },
        emails: email ? [{ email, tag: 'main' }] : [],
        phones: phone ? [{ phone, tag: 'mobile' }] : [],
      });
      setResult(saved);
      onSaved(saved);
    } catch (failure) {
      setError(failure as WixContactsError);
    } finally {
      setSaving(false);
    }
  }

  return (
    <SidePanel height="100vh" closeButtonProps={{ onClick: onClose, ariaLabel: 'Close' }}>
      <SidePanel.Header title="Add a contact" />
      <SidePanel.Content>
        <form id="contact" onSubmit={save}>
          <Box direction="vertical" gap="SP3">
            {FIELDS.map((field) => (
              <FormField key={field} label={LABELS[field]} id={field}>
                <Input
                  id={field}
                  value={values[field]}
                  onChange={({ target }) => setValues({ ...values, [field]: target.value })}
                />
              </FormField>
            ))}
            {error && <Failure error={error} />}
            {result && <Outcome result={result} onOpen={onOpen} />}
          </Box>
        </form>
      </SidePanel.Content>
      <SidePanel.Footer>
        <Box align="right" gap="SP2">
          <Button priority="secondary" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" form="contact" disabled={saving}>
            {saving ? 'Saving …' : 'Save'}
          </Button>
        </Box>
      </SidePanel.Footer>
    </SidePanel>
  );
}
