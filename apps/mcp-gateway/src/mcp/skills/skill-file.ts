import { includesOf, type Prompt, textOf, type Variable } from '@promptbin/prompts'

/** The file that every skill has. */
export const skillFileName = 'SKILL.md'

/** As long as the description of a skill may be (agentskills.io specification). */
const maxDescription = 1_024

/** What a skill says of itself, on one line. */
export const describeSkill = ({ title, description }: Pick<Prompt, 'title' | 'description'>) =>
  (description || title)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, maxDescription)
    .toWellFormed()

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
export function skillTextOf({ name, title, description, variables, version }: Prompt): string {
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
  // A JSON string is one of YAML as well.
  const about = JSON.stringify(describeSkill({ title, description }))
  const front = ['---', `name: ${name}`, `description: ${about}`, '---']
  return `${front.join('\n')}\n\n${body.join('\n\n')}\n`
}
