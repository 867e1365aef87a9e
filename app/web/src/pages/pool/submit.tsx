import { Button } from '../../components/button.tsx';
import { ConnectButton } from '../../wallet/connect-button.tsx';
import { useWallet } from '../../wallet/wallet-context.tsx';

/** The button under a form: connects first, says what is missing, or goes on to the review. */
export function Submit({
  label,
  missing,
  onClick,
}: {
  label: string;
  /** Why it cannot go on yet. */
  missing?: string | undefined;
  onClick: () => void;
}) {
  const { connected } = useWallet();
  if (!connected) return <ConnectButton size="lg" />;
  return (
    <Button look="primary" size="lg" disabled={missing !== undefined} onClick={onClick}>
      {missing ?? label}
    </Button>
  );
}
