/** What somebody may do: read prompts, change them, or run PromptBin itself. */
export type Scope = 'prompts:read' | 'prompts:write' | 'admin'

/** All of them, from the least to the most. */
export const scopes: readonly Scope[] = ['prompts:read', 'prompts:write', 'admin']

/** Whether a word is a scope of ours; each has to be given by itself, none contains another. */
export function isScope(word: unknown): word is Scope {
  return scopes.some((scope) => scope === word)
}

/**
 * The scopes of ours in a list with spaces (RFC 6749 section 3.3), or in a list. Others are those
 * of somebody else and are left out; so is what is no list.
 */
export function readScopes(written: unknown): ReadonlySet<Scope> {
  const words: unknown = typeof written === 'string' ? written.split(' ') : written
  return new Set(Array.isArray(words) ? words.filter(isScope) : [])
}
