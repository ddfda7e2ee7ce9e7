import type { StaffRole } from "../api/types";
import { useSpeech } from "../i18n/texts";
import { label, STAFF_ROLES } from "../labels";

interface Props {
  readonly role: StaffRole;
  readonly onChange: (role: StaffRole) => void;
}

/** Stands inside a label that says which role it is. */
export function RoleSelect({ role, onChange }: Props) {
  const { language } = useSpeech();
  return (
    <select class="input" value={role} onChange={(event) => onChange(event.currentTarget.value as StaffRole)}>
      {Object.keys(STAFF_ROLES).map((each) => <option key={each} value={each}>{label(STAFF_ROLES, each, language)}</option>)}
    </select>
  );
}
