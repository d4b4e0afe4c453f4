import { deriveName } from '@promptbin/prompts/names'
import type { ReadPrompt } from '../import-item.ts'
import type { Document } from '../source/document.ts'
import { fileNameOf, folderOf, titleFromName } from '../source/paths.ts'
import { noteOnUnknown, textOrNothing } from '../values/fields.ts'
import { readFrontMatter } from '../values/front-matter.ts'
import { readPrompt } from '../values/read-prompt.ts'

const source = 'skill'

/** Settings of an agent, kept beside the text. */
const kept = ['allowed-tools', 'model', 'metadata', 'license', 'compatibility'] as const

/**
 * Reads the `SKILL.md` of an agent skill: name and description of its front matter, the text below
 * it as a prompt without variables. Files beside it are not read. Throws `PB_IMPORT_FILE_INVALID`.
 */
export function readSkill({ path, text }: Document): ReadPrompt {
  const { matter, body } = readFrontMatter(text)
  const skillFolder = folderOf(path)
  const written = textOrNothing(matter['name']) ?? fileNameOf(skillFolder)
  const modelConfig = Object.fromEntries(
    kept.flatMap((key) => (matter[key] === undefined ? [] : [[key, matter[key]]])),
  )
  return readPrompt({
    draft: {
      name: deriveName(written),
      title: titleFromName(written) || 'Skill',
      description: textOrNothing(matter['description']) ?? '',
      folder: folderOf(skillFolder),
      messages: [{ role: 'user', text: body.trim() }],
      ...(Object.keys(modelConfig).length > 0 && { modelConfig }),
      message: 'Imported from an agent skill',
    },
    origin: { source, key: path || written },
    notes: noteOnUnknown(matter, ['name', 'description', ...kept]),
  })
}
