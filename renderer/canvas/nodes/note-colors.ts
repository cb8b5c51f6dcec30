/** What a note can look like; the document says it by name. */
export const noteColors = ['yellow', 'blue', 'green', 'red', 'gray'] as const;
export type NoteColor = (typeof noteColors)[number];

/** Any other word of a document is yellow. */
export function noteColorOf(color: string | undefined): NoteColor {
  return noteColors.find((known) => known === color) ?? 'yellow';
}
