import type { Resource } from '@modelcontextprotocol/server'
import { DIRECTORY_MIME_TYPE } from '@modelcontextprotocol/server/ext/skills'
import type { Prompt, PromptSummary } from '@promptbin/prompts'
import { describeSkill, skillFileName } from './skill-file.ts'
import { type SkillFile, sizeOf, skillFilesOf } from './skill-files.ts'
import { uriAt } from './skill-uri.ts'

/** The folder of a skill, as the list of all skills shows it. */
export const toFolder = ({ name, title, description }: PromptSummary): Resource => ({
  uri: uriAt(name, ''),
  name,
  title,
  description: describeSkill({ title, description }),
  mimeType: DIRECTORY_MIME_TYPE,
})

function toFile(prompt: Prompt, file: SkillFile): Resource {
  const { name, title, updatedAt } = prompt
  const isSkill = file.path === skillFileName
  return {
    uri: uriAt(name, file.path),
    name: isSkill ? name : (file.path.split('/').at(-1) ?? file.path),
    ...(isSkill && { title, description: describeSkill(prompt) }),
    mimeType: file.mimeType,
    size: sizeOf(file),
    annotations: { lastModified: updatedAt },
  }
}

/** What stands directly in a folder of a skill; nothing if there is no such folder. */
export function childrenOf(prompt: Prompt, folder: string): readonly Resource[] | undefined {
  const before = folder === '' ? '' : `${folder}/`
  const inside = skillFilesOf(prompt).filter(({ path }) => path.startsWith(before))
  if (inside.length === 0) return undefined
  const isDirect = ({ path }: SkillFile) => !path.slice(before.length).includes('/')
  const deeper = inside.filter((file) => !isDirect(file))
  const folders = new Set(deeper.map(({ path }) => path.slice(before.length).split('/')[0] ?? ''))
  return [
    ...inside.filter(isDirect).map((file) => toFile(prompt, file)),
    ...[...folders].map((name) => ({
      uri: uriAt(prompt.name, before + name),
      name,
      mimeType: DIRECTORY_MIME_TYPE,
    })),
  ]
}
