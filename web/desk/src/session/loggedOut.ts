/** Whoever logs out in one tab has logged out in all of them: the browser has one session. */

const CHANNEL = "desk.logged-out";

export function tellLoggedOut(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}

/** Act when another tab logs out; gives what ends the listening. */
export function onLoggedOut(act: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = act;
  return () => channel.close();
}
