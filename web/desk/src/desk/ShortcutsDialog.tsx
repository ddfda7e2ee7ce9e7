import { useSpeech } from "../i18n/texts";
import { Dialog } from "../ui/Dialog";

interface Props {
  readonly letters: boolean;
  readonly onLetters: (on: boolean) => void;
  readonly onClose: () => void;
}

export function ShortcutsDialog({ letters, onLetters, onClose }: Props) {
  const { t } = useSpeech();
  const rows: readonly (readonly [readonly string[], string])[] = [
    [["J", "↓"], t.shortcuts.next],
    [["K", "↑"], t.shortcuts.previous],
    [["Enter"], t.shortcuts.open],
    [["T"], t.shortcuts.take],
    [["W"], t.shortcuts.write],
    [["Esc"], t.shortcuts.list],
    [["/"], t.talking.replies],
    [["Enter"], t.shortcuts.send],
    [["Shift", "Enter"], t.shortcuts.newline],
    [["?"], t.shortcuts.help],
  ];
  return (
    <Dialog title={t.shortcuts.title} onClose={onClose}>
      <dl class="keys">
        {rows.map(([keys, what]) => (
          <div class="keys__row" key={what}>
            <dt>{what}</dt>
            <dd>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dd>
          </div>
        ))}
      </dl>
      <label class="keys__letters">
        <input type="checkbox" checked={letters} onChange={(event) => onLetters(event.currentTarget.checked)} />
        {t.shortcuts.letters}
      </label>
      <div class="dialog__actions">
        <button type="button" class="button button--primary" onClick={onClose}>{t.page.close}</button>
      </div>
    </Dialog>
  );
}
