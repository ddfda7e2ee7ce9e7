import type { Words } from "../labels";

const words = (fr: string, nl: string, en: string): Words => ({ fr, nl, en });

/** What each record of the audit means; a test finds every action that the service records here. */
export const ACTIONS = {
  "audit.read": words("a lu le registre", "las het register", "read the audit"),
  "chat.claimed": words("a pris un chat", "nam een chat", "claimed a chat"),
  "chat.closed": words("a clos un chat", "sloot een chat af", "closed a chat"),
  "chat.followed": words("a suivi un chat en direct", "volgde een chat live", "followed a chat live"),
  "chat.handed_back": words("a rendu un chat au robot", "gaf een chat terug aan de bot", "handed a chat back to the bot"),
  "chat.joined": words("a rejoint un chat", "kwam in een gesprek", "joined a chat"),
  "chat.lease_ended": words("a repris un chat à qui ne répondait plus", "nam een chat terug van wie niet meer antwoordde", "took a chat back from somebody who was gone"),
  "chat.read": words("a lu un chat", "las een chat", "read a chat"),
  "chat.refused": words("n’a pas pu ouvrir un chat", "kon een chat niet openen", "could not open a chat"),
  "chat.released": words("a rendu un chat à la liste", "gaf een chat terug aan de lijst", "gave a chat back to the list"),
  "chat.safety_answered": words("a marqué la question de sécurité comme répondue", "duidde de veiligheidsvraag als beantwoord aan", "marked the safety question as answered"),
  "chat.wrote": words("a écrit dans un chat", "schreef in een chat", "wrote in a chat"),
  "password.changed": words("a changé son mot de passe", "veranderde het eigen wachtwoord", "changed their password"),
  "password.refused": words("s’est trompé de mot de passe actuel", "gaf een verkeerd huidig wachtwoord", "gave a wrong present password"),
  "recovery.renewed": words("a demandé de nouveaux codes de secours", "vroeg nieuwe herstelcodes", "drew new recovery codes"),
  "review.listed": words("a vu la liste des chats fermés", "zag de lijst van afgesloten chats", "saw the list of closed chats"),
  "review.read": words("a lu un chat fermé, anonymisé", "las een afgesloten, geanonimiseerde chat", "read a closed, redacted chat"),
  "session.closed": words("s’est déconnecté", "meldde zich af", "logged out"),
  "session.opened": words("s’est connecté", "meldde zich aan", "logged in"),
  "session.refused": words("connexion refusée", "aanmelding geweigerd", "login refused"),
  "session.revoked": words("a terminé ses autres connexions", "beëindigde eigen andere aanmeldingen", "ended their other logins"),
  "staff.added": words("a créé un compte", "maakte een account", "made an account"),
  "staff.disabled": words("a fermé un compte", "sloot een account", "closed an account"),
  "staff.logged_out": words("a déconnecté un compte partout", "meldde een account overal af", "logged an account out everywhere"),
  "staff.password_reset": words("a donné un nouveau mot de passe", "gaf een nieuw wachtwoord", "gave a new password"),
  "staff.totp_reset": words("a remis le second facteur à zéro", "zette de tweede factor terug", "reset the second factor"),
  "totp.set_up": words("a mis en place le code du téléphone", "stelde de code op de telefoon in", "set up the code on the phone"),
} as const satisfies Record<string, Words>;
