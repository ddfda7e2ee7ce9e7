/** Whether the desktop may be told; `none`: this browser or address knows no notifications. */
export type NoticeState = NotificationPermission | "none";

export const noticeState = (): NoticeState => ("Notification" in globalThis ? Notification.permission : "none");

/** Ask the person; browsers want this to come from a click. */
export async function askForNotices(): Promise<NoticeState> {
  if (noticeState() === "default") await Notification.requestPermission();
  return noticeState();
}

/** TypeScript's DOM does not know `renotify`: an older notification of the tag is told anew. */
type Options = NotificationOptions & { readonly renotify: boolean };

/** Tell the desktop; gives a way to take it back. `lasting`: it stays until somebody answers it. */
export function tellDesktop(title: string, body: string, lasting: boolean): () => void {
  const options: Options = { body, tag: "desk.alarm", renotify: true, requireInteraction: lasting };
  try {
    const notice = new Notification(title, options);
    notice.onclick = () => {
      window.focus();
      notice.close();
    };
    return () => notice.close();
  } catch {
    // Phones allow it to service workers only, which we do not have: the sound is left.
    return () => undefined;
  }
}
