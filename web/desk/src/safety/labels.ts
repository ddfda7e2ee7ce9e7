/** What a counsellor's message was stopped for, and why a chat is ended, three languages side by side. */

import type { Words } from "../labels";

const words = (fr: string, nl: string, en: string): Words => ({ fr, nl, en });

export const CONTACT_KINDS = {
  phone: words("un numéro de téléphone", "een telefoonnummer", "a phone number"),
  mail: words("une adresse mail", "een mailadres", "a mail address"),
  link: words("un lien vers un profil", "een link naar een profiel", "a link to a profile"),
  handle: words("un nom de compte", "een accountnaam", "the name of an account"),
  invitation: words("une invitation à parler ailleurs", "een uitnodiging om elders te praten", "an invitation to talk elsewhere"),
} as const satisfies Record<string, Words>;

export const MISUSE_REASONS = {
  insults: words("Insultes", "Scheldpartijen", "Insults"),
  sexual: words("Messages à caractère sexuel, sans demande d’aide", "Seksuele berichten, zonder hulpvraag", "Sexual messages, no request for help"),
  threats: words("Menaces envers l’équipe", "Bedreigingen aan het team", "Threats against the team"),
  hoax: words("Blague ou test", "Grap of test", "A joke or a test"),
  spam: words("Le même message sans fin", "Eindeloos hetzelfde bericht", "The same message without end"),
} as const satisfies Record<string, Words>;

export const NOTICE_KINDS = {
  contact_stopped: words("Contact privé arrêté", "Privécontact tegengehouden", "Private contact stopped"),
  abuse_image: words("Image d’abus possible", "Mogelijk misbruikbeeld", "Possible abuse image"),
  misuse: words("Chat arrêté pour abus de la ligne", "Chat gestopt wegens misbruik van de lijn", "Chat ended for misuse of the line"),
  unreadable: words("Chat illisible : appelez la technique", "Onleesbaar gesprek: bel de technische dienst", "Chat cannot be read: call your technician"),
  along_began: words("A commencé à lire avec", "Begon mee te lezen", "Began to read along"),
} as const satisfies Record<string, Words>;

export type MisuseReason = keyof typeof MISUSE_REASONS;

/** Where images of abuse are reported and who helps; the same as in content/helplines.yml. */
export const REPORT = {
  site: { fr: "imagesdabus.be", nl: "childfocus.be", en: "imagesdabus.be" },
  childFocus: "116 000",
  police: "101",
  emergency: "112",
} as const;
