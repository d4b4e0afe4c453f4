/** The word that stands for a value in the index; hexadecimal, as a value may hold anything. */
const mark = (kind: string, value: string) => `${kind}${Buffer.from(value).toString('hex')}`

/** The words of the index that stand for what a list can be narrowed to. */
export const marks = {
  tag: (tag: string) => mark('t', tag),
  folder: (folder: string) => mark('f', folder),
  label: (label: string) => mark('l', label),
  /** By the id of the prompt that is used. */
  uses: (id: string) => mark('u', id),
  favourite: 'favourite',
}

/** What can be asked of a prompt besides its words. */
export interface Marked {
  readonly tags: readonly string[]
  readonly folder: string
  readonly labels: readonly string[]
  readonly favourite: boolean
  /** The ids of the prompts that its newest and its labelled versions include. */
  readonly uses: readonly string[]
}

/** What the index keeps of all that, as words, so that a filter is part of the search. */
export function marksOf({ tags, folder, labels, favourite, uses }: Marked): string {
  const names = folder === '' ? [] : folder.split('/')
  const folders = names.map((_, index) => names.slice(0, index + 1).join('/'))
  return [
    ...tags.map(marks.tag),
    ...folders.map(marks.folder),
    ...labels.map(marks.label),
    ...uses.map(marks.uses),
    ...(favourite ? [marks.favourite] : []),
  ].join(' ')
}
