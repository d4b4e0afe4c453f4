import { skillEntry } from '@modelcontextprotocol/server/ext/skills'
import { type Prompt, partsOf } from '@promptbin/prompts'
import { skillFileName, skillTextOf } from './skill-file.ts'

/** A skill as SEP-2640 lists it: where its `SKILL.md` is, what that begins with, and its digests. */
export type Skill = Awaited<ReturnType<typeof skillEntry>>

/** One file of a skill: text as text, all else in base64. */
export type SkillFile =
  | { readonly path: string; readonly mimeType: string; readonly text: string }
  | { readonly path: string; readonly mimeType: string; readonly blob: string }

/** What is known of a prompt besides its text, for programs. */
function dataOf({ name, title, description, folder, tags, variables, version }: Prompt): string {
  const { n, sha256, modelConfig } = version
  const about = { name, title, description, folder, tags, variables }
  return `${JSON.stringify({ ...about, version: n, sha256, modelConfig }, undefined, 2)}\n`
}

/** The files of the skill that a prompt is: its text, its data, and its pictures. */
export function skillFilesOf(prompt: Prompt): readonly SkillFile[] {
  const parts = prompt.version.messages.flatMap(partsOf)
  const pictures = parts.flatMap(({ image }) => image ?? [])
  return [
    { path: skillFileName, mimeType: 'text/markdown', text: skillTextOf(prompt) },
    { path: 'references/prompt.json', mimeType: 'application/json', text: dataOf(prompt) },
    ...pictures.map(({ mimeType, data }, index) => ({
      path: `assets/picture-${index + 1}.${mimeType.slice('image/'.length)}`,
      mimeType,
      blob: data,
    })),
  ]
}

/** How many bytes a file has. */
export const sizeOf = (file: SkillFile) =>
  'text' in file ? Buffer.byteLength(file.text) : Buffer.from(file.blob, 'base64').length

/** The entry of a skill, with the SHA-256 of each of its files. */
export function skillOf(prompt: Prompt): Promise<Skill> {
  const contents = skillFilesOf(prompt).map((file) => [
    file.path,
    'text' in file ? file.text : Buffer.from(file.blob, 'base64'),
  ])
  return skillEntry(prompt.name, Object.fromEntries(contents))
}
