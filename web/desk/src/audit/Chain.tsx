import type { AuditChain } from "../api/types";
import { useSpeech } from "../i18n/texts";

/** Whether somebody changed the record of what staff did. */
export function Chain({ chain }: { readonly chain: AuditChain }) {
  const { t } = useSpeech();
  return (
    <p class={chain.broken === null ? "chain" : "chain chain--broken"} role="status">
      {chain.broken === null ? t.accounts.auditWhole(chain.records) : t.accounts.auditBroken(chain.broken)}
    </p>
  );
}
