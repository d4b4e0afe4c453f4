import { defineError } from '@promptbin/errors'

/** Nothing of the file is read. */
export const importFormatUnknown = defineError({
  code: 'PB_IMPORT_FORMAT_UNKNOWN',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'Nothing in the file can be imported: %s.',
  hint: 'What can be read: exports of PromptBin (.jsonl), the data folder of PromptBin 0.5, prompts.csv of prompts.chat, dotprompt (.prompt), SKILL.md, .prompt.md of VS Code, .prompt.yml of GitHub, and a zip of any of them.',
})

/** A table that is not the one it is taken for; nothing of it is read. */
export const importHeaderInvalid = defineError({
  code: 'PB_IMPORT_HEADER_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The file is not a prompts.chat table: its first line is not "%s".',
  hint: 'Import prompts.csv as prompts.chat publishes it: comma-separated, UTF-8, columns in this order.',
})

/** One row that cannot be imported; the rows around it can. */
export const importRowInvalid = defineError({
  code: 'PB_IMPORT_ROW_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The row cannot be imported: %s.',
  hint: 'Correct the row and import the file again; what is imported already is not imported twice.',
})

/** One file that cannot be imported; the files around it can. */
export const importFileInvalid = defineError({
  code: 'PB_IMPORT_FILE_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The file cannot be imported: %s.',
  hint: 'Correct the file and import again; what is imported already is not imported twice.',
})

/** The shares of PromptBin 0.5, all or one of them. The prompts themselves are imported. */
export const importSharesInvalid = defineError({
  code: 'PB_IMPORT_SHARES_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'Shared links are left out: %s.',
  hint: 'The prompts are imported all the same; share them again, or correct shares.json and import again.',
})

/** One line of a PromptBin export that is not as it was written. */
export const importLineInvalid = defineError({
  code: 'PB_IMPORT_LINE_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The line cannot be imported: %s.',
  hint: 'Export again and import the new file; a line must not be edited by hand, its checksum tells.',
})

/** A PromptBin export that ends early, or is not as it was written. Its good lines are imported. */
export const importIncomplete = defineError({
  code: 'PB_IMPORT_INCOMPLETE',
  status: 422,
  class: 'user',
  severity: 'warning',
  message: 'The export is not whole: %s.',
  hint: 'What could be read is imported. Export again, or copy the file again, and import it once more.',
})

/** An archive that cannot be opened; nothing of it is read. */
export const importZipInvalid = defineError({
  code: 'PB_IMPORT_ZIP_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The zip archive cannot be read: %s.',
  hint: 'Make the archive again and import it; a folder is packed best by "promptbin import <folder>".',
})

/** An archive or a file of more than can be held; nothing of it is read. */
export const importTooLarge = defineError({
  code: 'PB_IMPORT_TOO_LARGE',
  status: 413,
  class: 'user',
  severity: 'info',
  message: 'The import is too large: %s.',
  hint: 'Import it in parts, such as one folder at a time.',
})

/** An entry of an archive that is not opened, because of its name or what it is. */
export const importEntryRefused = defineError({
  code: 'PB_IMPORT_ENTRY_REFUSED',
  status: 422,
  class: 'user',
  severity: 'warning',
  message: 'The entry of the archive is left out: %s.',
  hint: 'Pack plain files under relative paths, without links and encryption, and import again.',
})

/** A file of which hardly anything can be read is not the one it is taken for. */
export const importTooManyFaults = defineError({
  code: 'PB_IMPORT_TOO_MANY_FAULTS',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The import stopped after %d faults.',
  hint: 'Correct what was told so far, or check that the file is the one you mean, and import it again.',
})
