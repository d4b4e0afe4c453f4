import type { Rendering, Variable } from '@promptbin/prompts'
import { isSecret } from '../elicitation/secret.ts'

/** Says in plain words which values are still to be asked for. */
export function missingNote(missing: readonly Variable[]): string {
  const wanted = missing.map((variable) => {
    const { name, description } = variable
    const about = description ? `- ${name}: ${description}` : `- ${name}`
    return isSecret(variable) ? `${about} (a secret: let the person put it in themselves)` : about
  })
  const many = missing.length > 1
  const places = missing.map(({ name }) => `{{${name}}}`).join(', ')
  return [
    `This prompt still needs ${many ? 'values' : 'a value'} that only the person can give:`,
    ...wanted,
    `The text above has ${places} in ${many ? 'their places' : 'its place'}.`,
    `Ask the person for ${many ? 'them' : 'it'} before doing anything else, and do not make ${many ? 'them' : 'it'} up.`,
  ].join('\n')
}

/** Says in plain words which values could not be used, and what would be right. */
export function invalidNote(invalid: Rendering['invalid']): string {
  return [
    'Some of what was given could not be used:',
    ...invalid.map(({ name, message }) => `- ${name}: ${message}`),
    'Correct it and ask for the prompt again.',
  ].join('\n')
}
