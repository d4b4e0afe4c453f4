/** What a list is narrowed to; a field that is left out narrows nothing. */
export interface ListFilter {
  readonly q?: string | undefined
  readonly tag?: string | undefined
  readonly folder?: string | undefined
}

/** The address of a list, the same for the same filter; empty fields are left out of it. */
export function listAddress(filter: ListFilter, cursor?: string): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...filter, cursor })) {
    if (value) query.set(name, value)
  }
  return query.size === 0 ? '/' : `/?${query}`
}

/** Whether a list shows only a part of the library. */
export function isNarrowed({ q, tag, folder }: ListFilter): boolean {
  return Boolean(q || tag || folder)
}
