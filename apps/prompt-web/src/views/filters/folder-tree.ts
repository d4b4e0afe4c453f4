import { type Content, html } from '@promptbin/html'
import type { Group } from '@promptbin/prompt-store'
import type { ListFilter } from '../list/list-filter.ts'
import { filterLink } from './filter-link.ts'

/** As many folders of one level as a person looks through; the others are found by `folder:`. */
const shownFolders = 40

const parentOf = (name: string) => name.slice(0, Math.max(0, name.lastIndexOf('/')))
const isWithin = (name: string, folder: string) => name === folder || name.startsWith(`${folder}/`)

/** The folders of one level, by the name of the folder that they are in. */
function byParent(folders: readonly Group[]): ReadonlyMap<string, readonly Group[]> {
  const levels = new Map<string, Group[]>()
  for (const folder of folders) {
    const parent = parentOf(folder.name)
    const level = levels.get(parent)
    if (level) level.push(folder)
    else levels.set(parent, [folder])
  }
  return levels
}

/**
 * The folders as a tree. Only the folder that is shown, and those above it, show what is in them,
 * so that the tree stays short however many folders there are.
 */
export function folderTree(filter: ListFilter, folders: readonly Group[]): Content {
  const levels = byParent(folders)
  const { folder: current = '' } = filter
  const level = (parent: string): Content => {
    const here = levels.get(parent) ?? []
    const wanted = here.filter(({ name }, at) => at < shownFolders || isWithin(current, name))
    const more = here.length - wanted.length
    if (here.length === 0) return null
    return html`<ul>${wanted.map((folder) => item(folder))}${more > 0 && html`<li class="fine filters-more">and ${more} more</li>`}</ul>`
  }
  const item = ({ name, prompts }: Group) => {
    const isSet = name === current
    const to = { ...filter, folder: isSet ? undefined : name }
    const text = name.slice(parentOf(name).length).replace('/', '')
    return html`<li>${filterLink({ to, isSet, text, sign: 'folder', count: prompts })}${isWithin(current, name) && level(name)}</li>`
  }
  return level('')
}
