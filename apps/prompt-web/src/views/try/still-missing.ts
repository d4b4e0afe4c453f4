import { type Content, html } from '@promptbin/html'

/** More names than these make a paragraph of what is a note. */
const namedAtMost = 3

/** Which required values are not given yet. Their names are set as names: any word can be one. */
export function stillMissing(names: readonly string[]): Content {
  const named = names
    .slice(0, namedAtMost)
    .map((name, at) => [at > 0 && ', ', html`<code>${name}</code>`])
  const more = names.length - namedAtMost
  return html`Without a value: ${named}${more > 0 && ` and ${more} more`}`
}
