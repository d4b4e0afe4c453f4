import { isScope, type Scope } from '@promptbin/security'
import { InvalidArgumentError } from 'commander'

/** Scopes with commas between them, as an option gives them. Throws what commander tells as wrong usage. */
export function readScopeList(text: string): readonly Scope[] {
  const words = text.split(',').map((word) => word.trim())
  if (words.every(isScope)) return words
  throw new InvalidArgumentError('The scopes are prompts:read, prompts:write and admin.')
}
