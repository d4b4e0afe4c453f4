import { skillEntry } from '@modelcontextprotocol/server/ext/skills'
import { includesOf, type Prompt, textOf, type Variable } from '@promptbin/prompts'

/** A skill as SEP-2640 lists it: where its `SKILL.md` is, what that begins with, and its digest. */
export type Skill = Awaited<ReturnType<typeof skillEntry>>

/** All skills stand under this. */
export const skillRoot = 'skill://'

/** The one file that a skill of ours has. */
export const skillFileName = 'SKILL.md'

/** As long as the description of a skill may be (agentskills.io specification). */
const maxDescription = 1_024

/** A text on one line, as a YAML string: JSON in quotes is one. */
const quoted = (text: string) =>
  JSON.stringify(
    text
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, maxDescription)
      .toWellFormed(),
  )

function lineOf({ name, description, required, default: preset, options }: Variable): string {
  const needed = required && preset === undefined ? 'required' : 'optional'
  const about = [
    description,
    options && `One of: ${options.join(', ')}.`,
    preset !== undefined && `Without a value: ${preset}`,
  ].filter(Boolean)
  return `- \`${name}\` (${needed})${about.length > 0 ? `: ${about.join(' ')}` : ''}`
}

function section(title: string, intro: string, lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? [`## ${title}`, intro, lines.join('\n')] : []
}

/**
 * A prompt as a skill: its text, what its places stand for, and which other skills it includes. The
 * text is as it was written, because a skill is read by a model that can ask the person itself.
 */
export function skillFileOf({ name, title, description, variables, version }: Prompt): string {
  const texts = version.messages.map(textOf).filter((text) => text !== '')
  const included = includesOf(version.messages)
  const body = [
    `# ${title.replaceAll(/[\s\p{Cc}]+/gu, ' ')}`,
    ...texts,
    ...section(
      'Values',
      'Each `{{name}}` above stands for a value that the person gives: ask for those that are required.',
      variables.map(lineOf),
    ),
    ...section(
      'Included prompts',
      'Each `{{> name}}` above stands for the text of another skill:',
      included.map((reference) => `- \`${reference}\``),
    ),
  ]
  const front = ['---', `name: ${name}`, `description: ${quoted(description || title)}`, '---']
  return `${front.join('\n')}\n\n${body.join('\n\n')}\n`
}

/** The entry of a skill, with the SHA-256 of its file. */
export const skillOf = (prompt: Prompt): Promise<Skill> =>
  skillEntry(prompt.name, { [skillFileName]: skillFileOf(prompt) })
