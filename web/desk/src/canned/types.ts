/** Canned replies and helplines, as the service tells them. */

export type ReplyLanguage = "fr" | "nl";

/** What somebody wrote, in both languages. */
export interface ReplyWords {
  readonly shortcut: string;
  readonly folder: string;
  readonly fr: string;
  readonly nl: string;
}

export interface CannedReply extends ReplyWords {
  readonly id: string;
  /** Everybody's; else one's own. */
  readonly shared: boolean;
  readonly version: number;
  /** Null: as it came from the starter set. */
  readonly changed_by: string | null;
  readonly changed_at: string;
}

/** What placeholders are filled with. */
export type Values = Readonly<Record<string, string>>;

export interface Canned {
  readonly replies: readonly CannedReply[];
  readonly values: Readonly<Record<ReplyLanguage, Values>>;
}

/** A helpline in one language, just now. */
export interface Helpline {
  readonly id: string;
  readonly language: ReplyLanguage;
  readonly name: string;
  readonly number: string | null;
  readonly ways: readonly string[];
  readonly state: "always" | "open" | "closed" | "unknown";
  readonly until: string | null;
  readonly opens_at: string | null;
  readonly for_whom: string;
  readonly when_not: string | null;
  /** Written out for a child. */
  readonly text: string;
}
