import { type Sort, sorts } from '@promptbin/prompts'
import { Type } from 'typebox'
import type { ListFilter, TextField } from '../../views/list/list-filter.ts'

/** What an address of a list says; an empty value is what a form sends for what was not filled in. */
export const listQuery = {
  q: Type.Optional(Type.String({ maxLength: 1_000 })),
  tag: Type.Optional(Type.String({ maxLength: 50 })),
  folder: Type.Optional(Type.String({ maxLength: 200 })),
  label: Type.Optional(Type.String({ maxLength: 64 })),
  uses: Type.Optional(Type.String({ maxLength: 100 })),
  favourite: Type.Optional(Type.Enum(['', 'true'])),
  sort: Type.Optional(Type.Enum(['', ...sorts])),
}

/** The values as they arrive. */
export type ListFields = {
  readonly [Field in TextField]?: string
} & { readonly favourite?: '' | 'true'; readonly sort?: '' | Sort }

const texts = ['q', 'tag', 'folder', 'label', 'uses'] as const

/** The filter that an address sets; what is blank sets nothing. */
export function filterOf(fields: ListFields): ListFilter {
  const set = texts.flatMap((name) => (fields[name]?.trim() ? [[name, fields[name]]] : []))
  return {
    ...Object.fromEntries(set),
    ...(fields.favourite === 'true' && { favourite: true }),
    ...(fields.sort && { sort: fields.sort }),
  }
}
