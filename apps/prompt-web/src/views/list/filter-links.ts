import { type Content, html } from '../markup/html.ts'
import { icon } from '../markup/icon.ts'
import { listAddress } from './list-filter.ts'

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
