/**
 * What the bot was told, in words: the names of facts in content/, three languages side by side.
 * `facts.test.ts` compares the keys with content/. Ages stand on the card by themselves.
 */

import type { Words } from "../labels";

const words = (fr: string, nl: string, en: string): Words => ({ fr, nl, en });

export const FACTS = {
  unsafe: words("Ne se sent pas en sécurité", "Voelt zich niet veilig", "Does not feel safe"),
  cannot_say: words("Ne peut pas dire s’il est en sécurité", "Kan niet zeggen of het veilig is", "Cannot say whether they are safe"),
  dying_now: words("Pense à mourir maintenant", "Denkt nu aan doodgaan", "Thinks of dying now"),
  dying_now_not_said: words("Ne dit pas si c’est pour maintenant", "Zegt niet of het voor nu is", "Does not say whether it is for now"),
  thinks_of_dying: words("Pense à mourir", "Denkt aan doodgaan", "Thinks of dying"),
  dying_not_said: words("Ne dit pas s’il pense à mourir", "Zegt niet of het aan doodgaan denkt", "Does not say whether they think of dying"),
  not_dying_now: words("Ne veut pas mourir maintenant", "Wil nu niet doodgaan", "Does not want to die now"),
  no_wish_to_die: words("Ne pense pas à mourir", "Denkt niet aan doodgaan", "Does not think of dying"),
  help_called: words("Les secours sont appelés", "De hulpdiensten zijn gebeld", "Emergency services were called"),
  help_not_called: words("Les secours ne sont pas appelés", "De hulpdiensten zijn niet gebeld", "Emergency services were not called"),
  cannot_call: words("Ne peut pas téléphoner", "Kan niet bellen", "Cannot call"),
  reached: words("A pu joindre quelqu’un", "Kon iemand bereiken", "Reached somebody"),
  not_reached: words("N’a joint personne", "Kon niemand bereiken", "Reached nobody"),
  safe: words("Dit être en sécurité", "Zegt veilig te zijn", "Says they are safe"),
  safety_unknown: words("Ne sait pas si l’enfant est en sécurité", "Weet niet of het kind veilig is", "Does not know whether the child is safe"),
  offender_close: words("L’auteur est un proche", "De dader is een naaste", "The offender is somebody close"),
  offender_known: words("Connaît l’auteur", "Kent de dader", "Knows the offender"),
  unknown_offender: words("Ne connaît pas l’auteur", "Kent de dader niet", "Does not know the offender"),
  offender_not_said: words("Ne dit pas qui est l’auteur", "Zegt niet wie de dader is", "Does not say who the offender is"),
  meeting_demanded: words("On exige une rencontre", "Er wordt een ontmoeting geëist", "A meeting is demanded"),
  image_sent: words("A envoyé ou montré une image", "Stuurde of toonde een beeld", "Sent or showed an image"),
  no_image_sent: words("N’a envoyé aucune image", "Stuurde geen beeld", "Sent no image"),
  image_not_said: words("Ne dit pas si une image existe", "Zegt niet of er een beeld is", "Does not say whether there is an image"),
  bulk_mail: words("Ressemble au mail de masse « webcam »", "Lijkt op de massamail over de webcam", "Looks like the bulk “webcam” mail"),
  bluff: words("Sans doute du bluff : aucune image", "Vermoedelijk bluf: geen beeld", "Probably a bluff: there is no image"),
  file_there: words("A encore le fichier", "Heeft het bestand nog", "Still has the file"),
  no_file: words("N’a plus le fichier", "Heeft het bestand niet meer", "No longer has the file"),
  file_not_said: words("Ne dit pas s’il a le fichier", "Zegt niet of het bestand er nog is", "Does not say whether they have the file"),
  has_safe_adult: words("A un adulte de confiance", "Heeft een vertrouwde volwassene", "Has an adult they trust"),
  adult_mother: words("Adulte choisi : maman", "Gekozen volwassene: mama", "Adult chosen: mother"),
  adult_father: words("Adulte choisi : papa", "Gekozen volwassene: papa", "Adult chosen: father"),
  adult_teacher: words("Adulte choisi : quelqu’un de l’école", "Gekozen volwassene: iemand van school", "Adult chosen: somebody at school"),
  no_safe_adult: words("N’a aucun adulte de confiance", "Heeft geen vertrouwde volwassene", "Has no adult they trust"),
  safe_adult_not_said: words("Ne dit pas s’il a un adulte de confiance", "Zegt niet of er een vertrouwde volwassene is", "Does not say whether there is an adult they trust"),
  parents_feared: words("A peur de ses parents", "Is bang voor de ouders", "Is afraid of the parents"),
  parents_maybe_feared: words("A peut-être peur de sa famille", "Is misschien bang voor de familie", "May be afraid of the family"),
  parents_angry: words("Craint la colère des parents, sans violence", "Vreest boze ouders, zonder geweld", "Fears angry parents, not violence"),
  parents_not_said: words("Ne dit pas ce que feraient ses parents", "Zegt niet wat de ouders zouden doen", "Does not say what the parents would do"),
  parents_apart: words("Ne vit pas avec ses parents", "Woont niet bij de ouders", "Does not live with the parents"),
  not_out: words("N’a pas fait son coming out : n’en rien dire à personne", "Is niet uit de kast: zeg het aan niemand", "Is not out: tell nobody"),
} as const satisfies Record<string, Words>;

/** Facts that stand elsewhere on the card, or that only the bot needs. */
export const ELSEWHERE: ReadonlySet<string> = new Set([
  ...["age_under_13", "age_13_15", "age_16_17", "age_18_plus", "age_not_said"],
  "provisional_asked",
]);

export const APPS: Readonly<Record<string, string>> = {
  snapchat: "Snapchat",
  instagram: "Instagram",
  tiktok: "TikTok",
  whatsapp: "WhatsApp",
  messenger: "Messenger",
  telegram: "Telegram",
  discord: "Discord",
  roblox: "Roblox",
  x: "X",
  signal: "Signal",
  bereal: "BeReal",
  onlyfans: "OnlyFans",
  steam: "Steam",
  fortnite: "Fortnite",
  cam_site: "Webcam",
};
