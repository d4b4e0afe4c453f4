import { type Content, html } from '@promptbin/html'
import type { VersionSummary } from '@promptbin/prompt-store'

/** Who saved a version, and with what. */
export function byline({ author, client }: Pick<VersionSummary, 'author' | 'client'>): Content {
  return html`by <b>${author}</b> with <b>${client}</b>`
}
