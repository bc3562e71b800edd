import { SectionHelper, Text } from '@wix/design-system';
import type { WixContactsError } from 'wix-contacts';

interface Props {
  error: WixContactsError;
  onRetry?: () => void;
}

/** A failed call in the words of the package, with what Wix support asks for. */
export function Failure({ error, onRetry }: Props) {
  const retry = onRetry && { actionText: 'Try again', onAction: onRetry };
  return (
    <SectionHelper appearance="danger" title={error.message} fullWidth {...retry}>
      <Text size="small" secondary>
        {error.code}
        {error.requestId && `, request ${error.requestId}`}
      </Text>
    </SectionHelper>
  );
}
