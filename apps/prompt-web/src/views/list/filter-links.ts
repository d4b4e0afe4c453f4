import { type Content, html } from '@promptbin/html'
import { icon } from '@promptbin/styles'
import { listAddress } from './list-filter.ts'

/** As many tags as a row of a list shows. */
const tagsInRow = 6

/** The first tags of a prompt in a list, and how many more its page shows. */
export function rowTags(tags: readonly string[]): Content {
  const more = tags.length - tagsInRow
  return [
    tagLinks(tags.slice(0, tagsInRow)),
    more > 0 && html`<span>and ${more} more ${more === 1 ? 'tag' : 'tags'}</span>`,
  ]
}

/** The tags of a prompt, each leading to the prompts that share it. */
export function tagLinks(tags: readonly string[]): Content {
  return tags.map(
    (tag) =>
      html`<a class="tag" href="${listAddress({ tag })}"><span class="sr-only">Tag </span>${tag}</a>`,
  )
}

/** The folder of a prompt, leading to all that is in it; nothing for the top of the library. */
export function folderLink(folder: string): Content {
  return (
    folder !== '' &&
    html`<a class="folder" href="${listAddress({ folder })}">${icon('folder')}<span class="sr-only">Folder </span>${folder}</a>`
  )
}
