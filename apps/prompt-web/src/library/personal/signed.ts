import type { Author } from '@promptbin/prompt-store'
import { currentPrincipal } from '@promptbin/service'

/**
 * Who is written down for a change: whoever was found to ask. What a caller says of itself counts only
 * where nobody needs to show who they are, and from our own services, which have found it out.
 */
export function signed(author: Author): Author {
  const principal = currentPrincipal()
  const isFound = principal !== undefined && !['local', 'service'].includes(principal.kind)
  return isFound ? { ...author, author: principal.id } : author
}
