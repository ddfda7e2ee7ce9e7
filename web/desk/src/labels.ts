/**
 * The closed sets of the product in the words of the people who work with them.
 *
 * One row per label, the three languages side by side, so that a reviewer sees a bad translation
 * at once. `labels.test.ts` compares the keys with `bot/labels.py` and `content/`.
 */

import type { Language } from "./i18n/languages";

export type Words = Readonly<Record<Language, string>>;

const words = (fr: string, nl: string, en: string): Words => ({ fr, nl, en });

export const TOPICS = {
  offline_abuse: words("Violence dans la vie réelle", "Geweld in het echte leven", "Abuse in person"),
  exploitation: words("Exploitation sexuelle", "Seksuele uitbuiting", "Sexual exploitation"),
  sextortion_money: words("Sextorsion, veut de l’argent", "Sextortion, wil geld", "Sextortion, wants money"),
  sextortion_images: words(
    "Sextorsion, veut des images ou un rendez-vous",
    "Sextortion, wil beelden of een afspraak",
    "Sextortion, wants images or a meeting",
  ),
  sextortion: words("Sextorsion, demande inconnue", "Sextortion, eis onbekend", "Sextortion, demand not stated"),
  deepnude: words("Faux nu (IA)", "Nepnaakt (AI)", "Fake nude (AI)"),
  image_spread: words("Image intime diffusée", "Intiem beeld verspreid", "Intimate image spread"),
  grooming: words("Grooming", "Grooming", "Grooming"),
  image_pressure: words("Pression pour une image", "Druk om een beeld te sturen", "Pressed for an image"),
  unwanted_image: words("Image sexuelle non voulue", "Ongewenst seksueel beeld", "Unwanted sexual image"),
  sexting_doubt: words("Doute après ou avant un sexto", "Twijfel over sexting", "Doubts about sexting"),
  i_spread: words("A diffusé l’image de quelqu’un", "Verspreidde iemands beeld", "Spread someone’s image"),
  abuse_images_found: words("A trouvé des images d’abus", "Vond misbruikbeelden", "Found abuse images"),
  hacked_account: words("Compte piraté ou faux profil", "Gehackt account of nepprofiel", "Hacked or fake account"),
  cyberbullying: words("Cyberharcèlement", "Cyberpesten", "Cyberbullying"),
  missing: words("Fugue ou disparition", "Weggelopen of vermist", "Runaway or missing"),
  worried_about_self: words(
    "S’inquiète de ses propres pensées",
    "Bezorgd om eigen gedachten",
    "Worried about own thoughts",
  ),
  should_pay: words("Faut-il payer ?", "Moet ik betalen?", "Should I pay?"),
  already_paid: words("A déjà payé", "Heeft al betaald", "Has already paid"),
  will_they_post: words("Vont-ils publier ?", "Gaan ze het posten?", "Will they post it?"),
  remove_image: words("Faire retirer une image", "Een beeld laten verwijderen", "Getting an image removed"),
  how_evidence: words("Garder des preuves", "Bewijs bewaren", "Keeping evidence"),
  how_block: words("Bloquer, signaler", "Blokkeren, melden", "Blocking, reporting"),
  police: words("Police et plainte", "Politie en aangifte", "Police and complaint"),
  legal: words("Que dit la loi ?", "Wat zegt de wet?", "What does the law say?"),
  tell_adult: words("En parler à un adulte", "Het aan een volwassene vertellen", "Telling an adult"),
  my_fault: words("Honte, culpabilité", "Schaamte, schuld", "Shame, guilt"),
  feeling_bad: words("Se sent mal", "Voelt zich slecht", "Feeling bad"),
  what_is: words("Qu’est-ce que c’est ?", "Wat is dat?", "What is that?"),
  prevention: words("Prévention, profil suspect", "Preventie, verdacht profiel", "Prevention, suspicious profile"),
  privacy: words("Anonymat, vie privée", "Anonimiteit, privacy", "Anonymity, privacy"),
  are_you_human: words("Es-tu un robot ?", "Ben je een robot?", "Are you a robot?"),
  talk_to_human: words("Veut parler à quelqu’un", "Wil met iemand praten", "Wants to talk to a person"),
  what_can_you_do: words("Que peux-tu faire ?", "Wat kan je doen?", "What can you do?"),
  affirm: words("Oui", "Ja", "Yes"),
  deny: words("Non", "Nee", "No"),
  done: words("C’est fait", "Gedaan", "Done"),
  cant: words("N’y arrive pas, n’ose pas", "Kan of durft niet", "Cannot, does not dare"),
  why: words("Pourquoi ?", "Waarom?", "Why?"),
  how: words("Comment ?", "Hoe?", "How?"),
  dont_know: words("Ne sait pas", "Weet het niet", "Does not know"),
  greet: words("Bonjour", "Hallo", "Hello"),
  thanks: words("Merci", "Dank je", "Thanks"),
  goodbye: words("Au revoir", "Tot ziens", "Goodbye"),
  start_over: words("Recommencer", "Opnieuw beginnen", "Start over"),
  delete_chat: words("Effacer la conversation", "Het gesprek wissen", "Erase the chat"),
  change_language: words("Changer de langue", "Andere taal", "Change language"),
  insult_bot: words("Insulte ou teste le robot", "Scheldt op of test de bot", "Insults or tests the bot"),
  out_of_scope: words("Autre chose", "Iets anders", "Something else"),
} as const satisfies Record<string, Words>;

export const SIGNALS = {
  attempt_now: words("Tentative de suicide en cours", "Zelfmoordpoging bezig", "Suicide attempt under way"),
  danger_now: words("Danger immédiat", "Gevaar op dit moment", "In danger right now"),
  suicide: words("Idées suicidaires, automutilation", "Zelfmoordgedachten, zelfverwonding", "Suicidal, self-harm"),
  forced_harm: words("Forcé à (se) faire du mal", "Gedwongen om (zich) pijn te doen", "Forced to hurt self or others"),
  meeting_planned: words("Rendez-vous prévu", "Afspraak gepland", "Meeting planned"),
  abuser_close: words("L’auteur est un proche ou a autorité", "Dader staat dichtbij", "Abuser is close to the child"),
  under_13: words("Moins de 13 ans", "Jonger dan 13", "Under 13"),
  known_offline: words("Connaît l’auteur en vrai", "Kent de dader in het echt", "Knows the offender offline"),
  paid: words("A déjà payé", "Heeft al betaald", "Has already paid"),
  spread_already: words("Image déjà diffusée", "Beeld is al verspreid", "Image already spread"),
} as const satisfies Record<string, Words>;

/** Reasons of an escalation that are neither a signal nor a topic. */
export const REASONS = {
  wants_human: words("Demande à parler à quelqu’un", "Vraagt naar een mens", "Asks for a person"),
  danger_words: words("Mots de danger, à confirmer", "Gevaarwoorden, te bevestigen", "Danger words, to be confirmed"),
  raised_by_counsellor: words(
    "Relevé par quelqu’un de l’équipe",
    "Verhoogd door een medewerker",
    "Raised by a counsellor",
  ),
  engine_down: words("Le robot n’a pas pu répondre", "De bot kon niet antwoorden", "The bot could not answer"),
} as const satisfies Record<string, Words>;

/** Why a level is lowered. */
export const LOWERING_REASONS = {
  misread: words("Le robot a mal compris", "De bot begreep het verkeerd", "The bot misread it"),
  saying: words("Façon de parler, blague", "Manier van spreken, grap", "A turn of speech, a joke"),
  past: words("C’était il y a longtemps", "Het is lang geleden", "It was long ago"),
  safe_now: words("En sécurité maintenant", "Nu in veiligheid", "Safe now"),
  hoax: words("Test ou abus de la ligne", "Test of misbruik van de lijn", "A test or misuse of the line"),
  other: words("Autre (à expliquer)", "Iets anders (leg uit)", "Something else (say what)"),
} as const satisfies Record<string, Words>;

/** Why somebody reads along in a colleague's chat. */
export const ALONG_REASONS = {
  help_asked: words("Mon ou ma collègue me l’a demandé", "Mijn collega vroeg het", "My colleague asked me to"),
  safety: words("Je m’inquiète pour la sécurité", "Ik maak me zorgen om de veiligheid", "I worry about somebody’s safety"),
  handover: words("Je reprends bientôt ce chat", "Ik neem dit gesprek zo over", "I take this chat over soon"),
  supervision: words("Supervision", "Supervisie", "Supervision"),
  learning: words("J’apprends le métier", "Ik leer het vak", "I am learning the work"),
  other: words("Autre (à expliquer)", "Iets anders (leg uit)", "Something else (say what)"),
} as const satisfies Record<string, Words>;

export const LEVELS = {
  life: words("Vie en danger", "Levensgevaar", "Life at risk"),
  urgent: words("Urgent", "Dringend", "Urgent"),
  normal: words("Normal", "Gewoon", "Normal"),
} as const satisfies Record<string, Words>;

export const ROLES = {
  self: words("Pour soi-même", "Voor zichzelf", "For themselves"),
  friend: words("Pour un ami", "Voor een vriend", "For a friend"),
  adult: words("Adulte pour un enfant", "Volwassene voor een kind", "Adult for a child"),
} as const satisfies Record<string, Words>;

export const STAFF_ROLES = {
  counsellor: words("Équipe d’écoute", "Medewerker", "Counsellor"),
  lead: words("Responsable d’équipe", "Teamleider", "Team lead"),
  trainer: words("Formation du robot", "Trainer", "Trainer"),
  admin: words("Administration", "Beheer", "Admin"),
} as const satisfies Record<string, Words>;

export const AGE_BANDS = {
  under_13: words("− de 13 ans", "jonger dan 13", "under 13"),
  "13_15": words("13–15 ans", "13–15 jaar", "13–15"),
  "16_17": words("16–17 ans", "16–17 jaar", "16–17"),
  "18_plus": words("18 ans et +", "18 of ouder", "18 or over"),
  unsure: words("âge non dit", "leeftijd niet gezegd", "age not said"),
} as const satisfies Record<string, Words>;

/** The languages that the bot can recognise in a message. */
export const LANGUAGES = {
  fr: words("français", "Frans", "French"),
  nl: words("néerlandais", "Nederlands", "Dutch"),
  en: words("anglais", "Engels", "English"),
  de: words("allemand", "Duits", "German"),
  other: words("autre langue", "andere taal", "other language"),
} as const satisfies Record<string, Words>;

export const ADVICE = {
  i_am_a_bot: words("Je suis un robot", "Ik ben een bot", "I am a bot"),
  privacy: words("Anonymat expliqué", "Anonimiteit uitgelegd", "Privacy explained"),
  no_blame: words("Pas ta faute", "Niet jouw schuld", "Not your fault"),
  dont_pay: words("Ne pas payer", "Niet betalen", "Don’t pay"),
  stop_paying: words("Arrêter de payer", "Stoppen met betalen", "Stop paying"),
  dont_send_more: words("Ne plus rien envoyer", "Niets meer sturen", "Send nothing more"),
  dont_meet: words("Ne pas se rencontrer", "Niet afspreken", "Don’t meet"),
  dont_reply: words("Ne plus répondre", "Niet meer antwoorden", "Don’t reply"),
  keep_evidence: words("Garder les preuves", "Bewijs bewaren", "Keep evidence"),
  not_the_image: words("Pas de capture de l’image", "Geen screenshot van het beeld", "No screenshot of the image"),
  report_account: words("Signaler le compte", "Account melden", "Report the account"),
  stop_contact: words("Bloquer", "Blokkeren", "Block"),
  keep_account: words("Garder son compte", "Account behouden", "Keep the account"),
  secure_account: words("Sécuriser le compte", "Account beveiligen", "Secure the account"),
  tell_adult: words("En parler à un adulte", "Volwassene inlichten", "Tell an adult"),
  call_116000: words("116\u00a0000 Child Focus", "116\u00a0000 Child Focus", "116\u00a0000 Child Focus"),
  human_offered: words("Humain proposé", "Mens aangeboden", "Human offered"),
  remove_image: words("Faire retirer l’image", "Beeld laten verwijderen", "Have the image removed"),
  take_it_down: words("Take It Down", "Take It Down", "Take It Down"),
  report_platform: words("Signaler à la plateforme", "Melden bij het platform", "Report to the platform"),
  ask_to_delete: words("Demander d’effacer", "Vragen om te wissen", "Ask them to delete"),
  dont_forward: words("Ne pas transférer", "Niet doorsturen", "Don’t forward"),
  delete_it: words("Effacer l’image", "Beeld wissen", "Delete it"),
  report_abuse_images: words("Signaler des images d’abus", "Misbruikbeelden melden", "Report abuse images"),
  school: words("L’école, avec son accord", "School, als het kind akkoord is", "School, if the child agrees"),
  police: words("Police", "Politie", "Police"),
  emergency_112: words("112", "112", "112"),
  police_101: words("101 Police", "101 Politie", "101 Police"),
  poison_centre: words("Centre antipoisons", "Antigifcentrum", "Poison centre"),
  suicide_line: words("Ligne prévention suicide", "Zelfmoordlijn", "Suicide line"),
  medical_care: words("Soins médicaux", "Medische zorg", "Medical care"),
  bank: words("Prévenir la banque", "Bank verwittigen", "Call the bank"),
  what_if_posted: words("Et si c’est publié ?", "Wat als het online komt?", "What if it is posted"),
  make_it_right: words("Réparer", "Rechtzetten", "Make it right"),
  stop_it_now: words("Stop It Now", "Stop It Now", "Stop It Now"),
  prevention: words("Prévention", "Preventie", "Prevention"),
  helpline_other: words("Autre ligne d’aide", "Andere hulplijn", "Another helpline"),
  code_offered: words("Code de retour proposé", "Terugkeercode aangeboden", "Come-back code offered"),
  company: words("Reste en ligne avec l’enfant", "Blijft erbij", "Keeps company"),
  safe_now: words("En sécurité ?", "Veilig nu?", "Safe now?"),
  ask_dying: words("Pense à mourir ?", "Denkt aan doodgaan?", "Thinking of dying?"),
  ask_known: words("Connaît l’auteur ?", "Kent de dader?", "Knows the offender?"),
  ask_image: words("A envoyé une image ?", "Beeld gestuurd?", "Sent an image?"),
  ask_safe_adult: words("Un adulte sûr ?", "Een veilige volwassene?", "A safe adult?"),
  age: words("Âge demandé", "Leeftijd gevraagd", "Age asked"),
  support_friend: words("Soutenir l’ami", "Vriend steunen", "Support the friend"),
  stay_calm: words("Rester calme", "Kalm blijven", "Stay calm"),
  no_copying: words("Ne pas copier l’image", "Beeld niet kopiëren", "Don’t copy the image"),
  dont_confront: words("Ne pas confronter l’auteur", "Dader niet confronteren", "Don’t confront the suspect"),
} as const satisfies Record<string, Words>;

export type Topic = keyof typeof TOPICS;
export type Signal = keyof typeof SIGNALS;
export type LoweringReason = keyof typeof LOWERING_REASONS;
export type AlongReason = keyof typeof ALONG_REASONS;
export type Level = keyof typeof LEVELS;
export type Role = keyof typeof ROLES;
export type Advice = keyof typeof ADVICE;

const spelled = (id: string): string => id.replaceAll("_", " ");

/** The topics that have a plan: what a counsellor may set. The same as in bot/labels.py. */
export const SITUATIONS: readonly Topic[] = [
  "offline_abuse",
  "exploitation",
  "sextortion_money",
  "sextortion_images",
  "sextortion",
  "deepnude",
  "image_spread",
  "grooming",
  "image_pressure",
  "unwanted_image",
  "sexting_doubt",
  "i_spread",
  "abuse_images_found",
  "hacked_account",
  "cyberbullying",
  "missing",
  "worried_about_self",
];

/** The label of an id in one of the tables; an id that a newer service sends is shown spelled out. */
export function label(table: Readonly<Record<string, Words>>, id: string, language: Language): string {
  return table[id]?.[language] ?? spelled(id);
}

/** The label of a reason of an escalation: a signal, `topic:<topic>`, or one of `REASONS`. */
export function reasonLabel(reason: string, language: Language): string {
  if (reason.startsWith("topic:")) return label(TOPICS, reason.slice("topic:".length), language);
  const table = reason in SIGNALS ? SIGNALS : reason in REASONS ? REASONS : TOPICS;
  return label(table, reason, language);
}
